import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BASE_IMAGE, COMMON_IMAGES, IMAGE_TARGETS, imageName, isOurs } from '../plan/images.ts';
import type { Image, ImageTarget } from '../plan/images.ts';
import { packageFile } from '../package-file.ts';
import { localEngine } from './connect.ts';
import { absentImage, buildFailed } from './image-errors.ts';
import { SOURCE_LABEL, VM_LABEL } from './labels.ts';
import type { Progress } from './progress.ts';
import type { Runtime } from './runtime.ts';
import { tar } from './tar.ts';
import type { TarFile } from './tar.ts';

/** The base image made from Debian's packages where no registry answers. */
const LOCAL_BASE = 's2s-lab/debian:trixie';

const SOURCES = packageFile('images/');

/**
 * Makes the images that are missing or out of date, and fetches those that are not the lab's own; nothing happens when all
 * are there.
 * @param images that are needed; those that every lab has without it.
 * @returns the digest of the sources they were made from.
 * @throws {ImageError} if there is no source of packages, no room on the disk, a step fails, or nobody has an image.
 */
export async function ensureImages(
  runtime: Runtime,
  progress: Progress,
  images: readonly Image[] = COMMON_IMAGES,
): Promise<string> {
  const sources = await readSources();
  const digest = digestOf(sources);
  const missing = await findMissing(runtime, images, digest);
  if (missing.length === 0) return digest;
  // The VM has no network to fetch or build anything with.
  if ((await runtime.info()).labels.includes(VM_LABEL)) {
    const local = await localEngine();
    await ensureImages(local, progress, missing);
    await carryImages(local, runtime, missing, progress);
    return digest;
  }
  for (const image of missing) if (!isOurs(image)) await fetchImage(runtime, image.name, progress);
  await buildAll(
    runtime,
    IMAGE_TARGETS.filter((target) => missing.includes(target)),
    sources,
    progress,
  );
  return digest;
}

async function buildAll(
  runtime: Runtime,
  targets: readonly ImageTarget[],
  sources: readonly TarFile[],
  progress: Progress,
): Promise<void> {
  if (targets.length === 0) return;
  const base = await ensureBase(runtime, progress);
  const context = await tar(sources);
  for (const target of targets) {
    progress(`building image ${target}`);
    await build(runtime, context, target, base, digestOf(sources), progress);
  }
  for (const target of targets) {
    const bytes = await runtime.images.size(imageName(target));
    progress(`image ${imageName(target)}`, `${(bytes / 1e6).toFixed(0)} MB`);
  }
  await runtime.images.removeSuperseded(SOURCE_LABEL);
}

async function fetchImage(runtime: Runtime, name: string, progress: Progress): Promise<void> {
  progress(`pulling ${name}`);
  try {
    await runtime.images.pull(name);
  } catch (error) {
    throw absentImage(name, (error as Error).message);
  }
}

/** Copies the images from one engine to another. */
async function carryImages(
  from: Runtime,
  to: Runtime,
  images: readonly Image[],
  progress: Progress,
): Promise<void> {
  const step = 'carrying the images into the VM';
  progress(step);
  const archive = await from.images.save(images.map(imageName));
  let bytes = 0;
  archive.on('data', (chunk: Buffer) => {
    const shown = tensOfMegabytes(bytes);
    bytes += chunk.length;
    if (tensOfMegabytes(bytes) > shown) progress(step, `${tensOfMegabytes(bytes)}0 MB`);
  });
  await to.images.load(archive);
  await to.images.removeSuperseded(SOURCE_LABEL);
}

const tensOfMegabytes = (bytes: number): number => Math.floor(bytes / 1e7);

/** The build context: the Dockerfile, each role's files as they lie in the image, and sources that are compiled. */
async function readSources(): Promise<TarFile[]> {
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => relative(SOURCES, join(parentPath, name)))
    .filter((path) => path === 'Dockerfile' || ['rootfs', 'src'].includes(path.split('/')[1] ?? ''))
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

/** The images that are not there, or not made from these sources. */
async function findMissing(runtime: Runtime, images: readonly Image[], digest: string): Promise<Image[]> {
  const names = await runtime.images.withLabel(`${SOURCE_LABEL}=${digest}`);
  const isThere = async (image: Image): Promise<boolean> =>
    isOurs(image) ? names.includes(imageName(image)) : runtime.images.exists(image.name);
  const there = await Promise.all(images.map(isThere));
  return images.filter((_, index) => there[index] === false);
}

/** The registry's image if it is there or can be had, otherwise one made from Debian's packages. */
async function ensureBase(runtime: Runtime, progress: Progress): Promise<string> {
  for (const name of [BASE_IMAGE, LOCAL_BASE]) {
    if (await runtime.images.exists(name)) return name;
  }
  progress(`pulling ${BASE_IMAGE}`);
  try {
    await runtime.images.pull(BASE_IMAGE);
    return BASE_IMAGE;
  } catch (error) {
    progress('no registry answers: making the base image from Debian packages', (error as Error).message);
  }
  // Seldom needed, and slow to load.
  const { bootstrapBase } = await import('./bootstrap.ts');
  await bootstrapBase(runtime, LOCAL_BASE, progress);
  return LOCAL_BASE;
}

async function build(
  runtime: Runtime,
  context: Buffer,
  target: ImageTarget,
  base: string,
  digest: string,
  progress: Progress,
): Promise<void> {
  const log: string[] = [];
  const from = {
    name: imageName(target),
    target,
    arguments: { BASE: base },
    labels: { [SOURCE_LABEL]: digest },
  };
  try {
    await runtime.images.build(context, from, (line) => {
      log.push(line);
      if (line.startsWith('Step ')) progress(`building image ${target}`, line);
    });
  } catch (error) {
    throw buildFailed(target, (error as Error).message, log);
  }
}
