import { ImageError } from '../errors.ts';
import type { ImageTarget } from '../plan/images.ts';

const FULL = /no space left on device/i;
/** Lines of a build's log that are shown when it fails. */
const LOG_LINES = 15;

/** A build step that failed, with the last lines it wrote. */
export function buildFailed(target: ImageTarget, message: string, log: readonly string[]): ImageError {
  const tail = log.slice(-LOG_LINES).join('\n    ');
  const full = FULL.test(`${message}\n${tail}`);
  return new ImageError({
    what: full ? `the disk is full: image ${target} cannot be built` : `image ${target} cannot be built`,
    value: `${message}\n    ${tail}`,
    hint: full
      ? 'make room (docker system df shows what images take), then run the same command again'
      : 'the step shown failed; Debian packages must be reachable from this machine',
  });
}

/** An image that somebody's router is to be made from, and that neither the engine nor a registry has. */
export function absentImage(name: string, message: string): ImageError {
  return new ImageError({
    what: `there is no image ${name}: the engine has none of that name, and no registry gives it`,
    value: message,
    hint: '`docker images` lists those that are there; build it or load it (docker load) under this name',
  });
}

/** How mmdebstrap failed: `code` when it could not even start. */
export interface BootstrapFailure {
  readonly code?: string;
  readonly stderr?: Uint8Array;
}

/** Why the base image could not be made from Debian packages. */
export function bootstrapFailed({ code, stderr }: BootstrapFailure): ImageError {
  if (code === 'ENOENT') {
    return new ImageError({
      what: 'no container registry answers, and mmdebstrap is not installed',
      rule: 'the base image comes from a registry or is made from Debian packages',
      hint: 'apt-get install mmdebstrap (on Debian or Ubuntu), or docker pull debian:trixie-slim where a registry answers',
    });
  }
  const lines = Buffer.from(stderr ?? '')
    .toString('utf8')
    .trim()
    .split('\n');
  const full = lines.some((line) => FULL.test(line));
  return new ImageError({
    what: full
      ? 'the disk is full: the base image cannot be made'
      : 'no container registry answers, and the base image cannot be made from Debian packages',
    value: lines.slice(-5).join('\n    '),
    hint: full
      ? 'make room, then run the same command again'
      : 'a Debian mirror must be reachable: try apt-get update',
  });
}
