import Docker from 'dockerode';
import { EngineError } from '../../errors.ts';
import type { Runtime } from '../runtime.ts';
import { dockerRuntime } from './docker-runtime.ts';
import type { AbortablePing, DockerFailure } from './docker-types.ts';

/** The engines that this process has connected to, by what the environment says of each. */
const known = new Map<string, Runtime>();

/**
 * The container engine that `DOCKER_HOST` names, or the local one.
 * @throws {EngineError} if no engine answers, or it refuses this user.
 */
export async function connect(): Promise<Runtime> {
  const { DOCKER_HOST = '', DOCKER_TLS_VERIFY = '', DOCKER_CERT_PATH = '' } = process.env;
  const named = [DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH].join(' ');
  const docker = new Docker();
  try {
    await docker.ping();
    const runtime = known.get(named) ?? dockerRuntime(docker);
    known.set(named, runtime);
    return runtime;
  } catch (error) {
    throw engineUnreachable(error as DockerFailure);
  }
}

/**
 * The local engine, whatever `DOCKER_HOST` names.
 * @throws {EngineError} if it does not answer.
 */
export async function localEngine(): Promise<Runtime> {
  // What is given here goes before what the environment says; only an undefined host makes dockerode use the socket.
  const ofEnvironment = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined };
  const docker = new Docker({ socketPath: '/var/run/docker.sock', protocol: 'http', ...ofEnvironment });
  await docker.ping().catch((error: unknown) => {
    throw new EngineError(
      {
        what: "the local engine, where the VM's images are built, cannot be reached",
        value: (error as Error).message,
        hint: 'start Docker, or run `make setup`, which installs and starts it on Debian and Ubuntu',
      },
      { cause: error },
    );
  });
  return dockerRuntime(docker);
}

/** What a client of an engine behind TLS needs. */
interface TlsAddress {
  readonly port: number;
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Whether an engine behind TLS answers at a port of 127.0.0.1 within some time. A connection alone proves nothing. */
export async function engineAnswers(address: TlsAddress, timeoutMs: number): Promise<boolean> {
  const docker = new Docker({ protocol: 'https', host: '127.0.0.1', ...address }) as unknown as AbortablePing;
  return docker.ping({ abortSignal: AbortSignal.timeout(timeoutMs) }).then(
    () => true,
    () => false,
  );
}

/** What a client sees when no engine answers, as an error that says what to do. */
export function engineUnreachable(error: DockerFailure): EngineError {
  const where = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  if (error.code === 'EACCES') {
    return new EngineError({
      what: 'no permission to use the container engine',
      value: where,
      rule: 'the user must be root or a member of the group that owns the socket',
      hint: 'sudo usermod -aG docker "$USER", then log in again',
    });
  }
  return new EngineError({
    what: `the container engine cannot be reached (${error.code ?? error.message ?? 'no answer'})`,
    value: where,
    hint:
      process.env.DOCKER_HOST === undefined
        ? 'start Docker, or run `make lab-up`, which installs and starts it on Debian and Ubuntu'
        : 'DOCKER_HOST names this engine: start it, or unset DOCKER_HOST for the local one',
  });
}
