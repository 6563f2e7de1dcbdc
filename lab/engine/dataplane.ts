import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataplaneError } from '../errors.ts';
import type { DataplaneName } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import { cacheFolder } from './cache-folder.ts';
import { isSettled, NETEM, VTI_FEATURES } from './kernel-features.ts';
import type { FeatureName, FeatureResult } from './kernel-features.ts';
import { probeKernel } from './kernel-probe.ts';
import type { Runtime } from './runtime.ts';

/** A plane, or `auto`, the kernel's wherever it can run. */
export type DataplaneChoice = DataplaneName | 'auto';

/** What to do where the engine's kernel lacks something that a lab, or a fault, needs. */
export const OTHER_KERNEL_HINT = '`s2s up --engine vm` runs the lab on a kernel that has it';

/** The features that keep a plane from running; none means that it can. */
export function missingFor(plane: DataplaneName, features: readonly FeatureResult[]): FeatureResult[] {
  return features.filter(({ planes, present }) => planes.includes(plane) && !present);
}

/** The plane that `auto` stands for: the kernel's where it can run, otherwise userspace; null if neither can. */
export function preferredPlane(features: readonly FeatureResult[]): DataplaneName | null {
  return (['kernel', 'userspace'] as const).find((plane) => missingFor(plane, features).length === 0) ?? null;
}

/**
 * Decides on the data plane of a lab.
 * @throws {DataplaneError} if a forced plane cannot run on the engine's kernel, or none can.
 */
export async function chooseDataplane(
  runtime: Runtime,
  choice: DataplaneChoice,
  lab: Lab,
): Promise<DataplaneName> {
  const features = neededBy(lab, await kernelFeatures(runtime));
  const plane = choice === 'auto' ? preferredPlane(features) : choice;
  const missing = missingFor(plane ?? 'userspace', features);
  if (plane !== null && missing.length === 0) return plane;
  throw cannotRun(choice, plane, missing);
}

/** Why a lab's data plane cannot run; `plane` is null if none can. */
export function cannotRun(
  choice: DataplaneChoice,
  plane: DataplaneName | null,
  missing: readonly FeatureResult[],
): DataplaneError {
  const names = missing.map(({ name }) => name);
  if (names.includes(NETEM)) {
    const problem = {
      key: 'links',
      what: "need netem, which the engine's kernel does not have",
      rule: 'delay, loss and rate of links are the work of netem on either data plane',
      hint: `${OTHER_KERNEL_HINT}, or leave links out of the lab file`,
    };
    return new DataplaneError(problem, names);
  }
  const problem = {
    what:
      plane === null
        ? 'no data plane can run on this kernel'
        : `the ${plane} data plane cannot run on this kernel`,
    ...(choice === 'auto' ? {} : { key: 'dataplane', value: choice }),
    rule: `it needs ${missing.map(({ name, neededFor }) => `${name} (${neededFor})`).join(', ')}`,
    hint:
      plane === 'kernel'
        ? `${OTHER_KERNEL_HINT}; leave it out to let the lab choose`
        : '`s2s doctor` shows what the kernel can do',
  };
  return new DataplaneError(problem, names);
}

/** The features as this lab needs them: with what VTIs need where a router is to have them, and netem where a link does anything. */
export function neededBy(
  { customerGateways, links }: Lab,
  features: readonly FeatureResult[],
): FeatureResult[] {
  const vti = customerGateways.some(({ router }) => router.tunnelInterface === 'vti');
  return features.map((each) => {
    if (vti && VTI_FEATURES.includes(each.name)) return { ...each, planes: ['kernel'] };
    // It is the kernel's, whatever carries ESP.
    if (links.length > 0 && each.name === NETEM) return { ...each, planes: ['kernel', 'userspace'] };
    return each;
  });
}

/** Version of the engine's kernel if it lacks a feature; null if it has it. */
export async function kernelLacking(runtime: Runtime, feature: FeatureName): Promise<string | null> {
  const features = await kernelFeatures(runtime);
  if (features.some(({ name, present }) => name === feature && present)) return null;
  return (await runtime.info()).kernel;
}

/**
 * The kernel's features, probed once for each engine and kernel version and kept in the user's cache folder. What an
 * earlier version kept, or what only lost packets speak against, is probed again.
 */
async function kernelFeatures(runtime: Runtime): Promise<readonly FeatureResult[]> {
  const path = await cachePath(runtime);
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as FeatureResult[];
    if (isSettled(kept)) return kept;
  } catch {
    // Nothing kept yet, or nothing that can be read.
  }
  return refreshKernelFeatures(runtime);
}

/** Probes the kernel anew and keeps the result. */
export async function refreshKernelFeatures(runtime: Runtime): Promise<readonly FeatureResult[]> {
  const features = await probeKernel(runtime);
  const path = await cachePath(runtime);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.${process.pid}`, JSON.stringify(features));
  await rename(`${path}.${process.pid}`, path);
  return features;
}

async function cachePath(runtime: Runtime): Promise<string> {
  const { id, kernel } = await runtime.info();
  const engine = `${id}-${kernel}`.replace(/[^A-Za-z0-9.-]/g, '_');
  return join(cacheFolder(), `kernel-${engine}.json`);
}
