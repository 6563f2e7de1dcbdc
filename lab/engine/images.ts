import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type Docker from 'dockerode';
import { BASE_IMAGE, IMAGE_TARGETS, imageName } from '../plan/images.ts';
import type { ImageTarget } from '../plan/images.ts';
import { EngineError } from '../errors.ts';
import { packageFile } from '../package-file.ts';
import { isNotFound, isVm, localEngine } from './docker.ts';
import { follow } from './follow.ts';
import { buildFailed } from './image-errors.ts';
import { SOURCE_LABEL } from './labels.ts';
import type { Progress } from './progress.ts';
import { tar } from './tar.ts';
import type { TarFile } from './tar.ts';

/** The base image made from Debian's packages where no registry answers. */
const LOCAL_BASE = 's2s-lab/debian:trixie';

const SOURCES = packageFile('images/');

/**
 * Makes the images that are missing or out of date; nothing happens when all are there.
 * @returns the digest of the sources they were made from.
 * @throws {ImageError} if there is no source of packages, no room on the disk, or a step fails.
 */
export async function ensureImages(docker: Docker, progress: Progress): Promise<string> {
  const sources = await readSources();
  const digest = digestOf(sources);
  if (await upToDate(docker, digest)) return digest;
  if (await isVm(docker)) {
    await carryImages(await ensuredLocalEngine(progress), docker, progress);
    return digest;
  }
  const base = await ensureBase(docker, progress);
  const context = await tar(sources);
  for (const target of IMAGE_TARGETS) {
    progress(`building image ${target}`);
    await build(docker, context, target, base, digest, progress);
  }
  for (const target of IMAGE_TARGETS) {
    const { Size } = await docker.getImage(imageName(target)).inspect();
    progress(`image ${imageName(target)}`, `${(Size / 1e6).toFixed(0)} MB`);
  }
  await removeSuperseded(docker);
  return digest;
}

/** The local engine, which has a network to build with, with the images in it. */
async function ensuredLocalEngine(progress: Progress): Promise<Docker> {
  const local = localEngine();
  await local.ping().catch((error: unknown) => {
    throw new EngineError(
      {
        what: "the local engine, where the VM's images are built, cannot be reached",
        value: (error as Error).message,
        hint: 'start Docker, or run `make setup`, which installs and starts it on Debian and Ubuntu',
      },
      { cause: error },
    );
  });
  await ensureImages(local, progress);
  return local;
}

/** Copies the images from one engine to another. */
async function carryImages(from: Docker, to: Docker, progress: Progress): Promise<void> {
  const step = 'carrying the images into the VM';
  progress(step);
  const archive = await saveImages(from, IMAGE_TARGETS.map(imageName));
  let bytes = 0;
  archive.on('data', (chunk: Buffer) => {
    const shown = tensOfMegabytes(bytes);
    bytes += chunk.length;
    if (tensOfMegabytes(bytes) > shown) progress(step, `${tensOfMegabytes(bytes)}0 MB`);
  });
  await follow(to, await to.loadImage(archive));
  await removeSuperseded(to);
}

const tensOfMegabytes = (bytes: number): number => Math.floor(bytes / 1e7);

/** Several images as one archive, so that what they share is in it once. dockerode has only the call for one. */
function saveImages(docker: Docker, names: readonly string[]): Promise<NodeJS.ReadableStream> {
  const options = {
    path: '/images/get?',
    method: 'GET',
    options: { names },
    isStream: true,
    statusCodes: { 200: true },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(options, (error: Error | null, stream: unknown) => {
      if (error !== null) reject(error);
      else resolve(stream as NodeJS.ReadableStream);
    });
  });
}

/** Removes the images that the new ones have taken the names of, but for those that a container still uses. */
async function removeSuperseded(docker: Docker): Promise<void> {
  const old = await docker.listImages({ filters: { dangling: ['true'], label: [SOURCE_LABEL] } });
  await Promise.allSettled(old.map(({ Id }) => docker.getImage(Id).remove()));
}

/** The build context: the Dockerfile, and each role's files as they lie in the image. */
async function readSources(): Promise<TarFile[]> {
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => relative(SOURCES, join(parentPath, name)))
    .filter((path) => path === 'Dockerfile' || path.split('/')[1] === 'rootfs')
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const file = join(SOURCES, path);
      const { mode } = await stat(file);
      return { path, content: await readFile(file), mode: mode & 0o111 ? 0o755 : 0o644 };
    }),
  );
}

function digestOf(files: readonly TarFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content, mode } of files)
    hash.update(`${path} ${mode} ${content.length}\n`).update(content);
  return hash.digest('hex').slice(0, 16);
}

async function upToDate(docker: Docker, digest: string): Promise<boolean> {
  const images = await docker.listImages({ filters: { label: [`${SOURCE_LABEL}=${digest}`] } });
  const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  return IMAGE_TARGETS.every((target) => tags.includes(imageName(target)));
}

/** The registry's image if it is there or can be had, otherwise one made from Debian's packages. */
async function ensureBase(docker: Docker, progress: Progress): Promise<string> {
  for (const name of [BASE_IMAGE, LOCAL_BASE]) {
    if (await exists(docker, name)) return name;
  }
  progress(`pulling ${BASE_IMAGE}`);
  try {
    await follow(docker, await docker.pull(BASE_IMAGE));
    return BASE_IMAGE;
  } catch (error) {
    progress('no registry answers: making the base image from Debian packages', (error as Error).message);
  }
  // Seldom needed, and slow to load.
  const { bootstrapBase } = await import('./bootstrap.ts');
  await bootstrapBase(docker, LOCAL_BASE, progress);
  return LOCAL_BASE;
}

async function exists(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).inspect();
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function build(
  docker: Docker,
  context: Buffer,
  target: ImageTarget,
  base: string,
  digest: string,
  progress: Progress,
): Promise<void> {
  const log: string[] = [];
  try {
    const stream = await docker.buildImage(context as unknown as NodeJS.ReadableStream, {
      t: imageName(target),
      target,
      buildargs: { BASE: base },
      labels: { [SOURCE_LABEL]: digest },
      // Packages come through the host's own network; only building does, no node of a lab has one.
      networkmode: 'host',
      forcerm: true,
    });
    await follow(docker, stream, (line) => {
      log.push(line);
      if (line.startsWith('Step ')) progress(`building image ${target}`, line);
    });
  } catch (error) {
    throw buildFailed(target, (error as Error).message, log);
  }
}
