import { createHash } from 'node:crypto';
import { LabNameError } from '../errors.ts';
import { fabricContainer, nodeContainer } from '../plan/container.ts';
import type { ContainerPlan } from '../plan/container.ts';
import { filesOf } from '../plan/files.ts';
import { isOurs, takesFiles } from '../plan/images.ts';
import { LAB_LABEL } from '../plan/labels.ts';
import { pskFolder } from '../plan/services/charon-paths.ts';
import type { PlanFile } from '../plan/plan-file.ts';
import type { NodePlan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import { keyPlace } from '../topology/objects/customer-gateway/own-router.ts';
import { engineError, isConflict } from './engine-errors.ts';
import { removingLimit } from './engine-limit.ts';
import { DIGEST_LABEL } from './labels.ts';
import type { Container, ContainerInfo, Runtime } from './runtime.ts';
import type { TarFile } from './tar.ts';

/** A container of a lab as it is to be: what it is made from, the files put into it, and a digest of both. */
export interface ContainerSpec {
  readonly node: string;
  readonly container: ContainerPlan;
  readonly files: readonly TarFile[];
}

/** Pre-shared key of each connection of a node, by connection name. */
export type NodeKeys = Readonly<Record<string, string>>;

/** The container of a node, with its files and keys, and the files of its key pairs and certificates. */
export function nodeSpec(
  lab: string,
  node: NodePlan,
  keys: NodeKeys,
  imageDigest: string,
  keyPairs: readonly TarFile[] = [],
): ContainerSpec {
  const files: TarFile[] = [
    ...keyPairs,
    ...Object.entries(keys).map(([connection, key]) => ({
      path: `${pskFolder(connection)}/psk`,
      content: key,
      mode: 0o600,
    })),
    // The list of links is the last of them, by which a node knows that it has them all.
    ...(isOurs(node.image) ? filesOf(node) : filesOf(node).map((file) => withKeys(file, keys))),
  ];
  return withDigest({ node: node.name, container: nodeContainer(lab, node), files }, imageDigest);
}

/** A file with the keys where their names stand: an image that is not the lab's does not put them in by itself. */
function withKeys(file: PlanFile, keys: NodeKeys): PlanFile {
  const content = Object.entries(keys).reduce(
    (text, [name, key]) => text.replaceAll(keyPlace(name), () => key),
    file.content,
  );
  return { ...file, content };
}

/**
 * The fabric's container. It holds the lab itself, keys included, so that nothing of a lab lies on the host. What it holds
 * is no part of its digest: that is written into it while it runs, and it is never taken away for it.
 */
export function fabricSpec(lab: string, files: readonly TarFile[], imageDigest: string): ContainerSpec {
  const container = fabricContainer(lab);
  return { ...withDigest({ node: FABRIC, container, files: [] }, imageDigest), files };
}

function withDigest(spec: ContainerSpec, imageDigest: string): ContainerSpec {
  const digest = createHash('sha256')
    .update(JSON.stringify([imageDigest, spec.container, spec.files]))
    .digest('hex')
    .slice(0, 16);
  return withLabel(spec, DIGEST_LABEL, digest);
}

/** The same container with one label more. */
export function withLabel(spec: ContainerSpec, name: string, value: string): ContainerSpec {
  const labels = { ...spec.container.labels, [name]: value };
  return { ...spec, container: { ...spec.container, labels } };
}

/** The digest that a container made from this spec carries. */
export function digestOf({ container }: ContainerSpec): string {
  return container.labels[DIGEST_LABEL] ?? '';
}

/**
 * Creates a container; {@link fillAndStart} comes next.
 * @throws {LabNameError} if the name is taken by a container that is not of this lab.
 * @throws {EngineError} if the engine refuses.
 */
export async function create(runtime: Runtime, { node, container }: ContainerSpec): Promise<Container> {
  try {
    return await runtime.create(container);
  } catch (error) {
    if (!isConflict(error)) throw engineError(`creating node ${node}`, error);
    throw new LabNameError(
      {
        key: 'name',
        what: 'a container of that name exists already: not of this lab, or of another `s2s up` of it that is under way',
        value: container.name,
        hint: 'choose another lab name, or remove that container',
      },
      { cause: error },
    );
  }
}

/**
 * Starts a created container with its files.
 * @throws {EngineError} if the engine refuses.
 */
export async function fillAndStart(
  created: Container,
  { node, container, files }: ContainerSpec,
): Promise<void> {
  try {
    if (takesFiles(container.image)) return await created.startWith(files);
    if (files.length > 0) await created.fill(files);
    await created.start();
  } catch (error) {
    throw engineError(`starting node ${node}`, error);
  }
}

/** Every container of one lab, or of all labs; by label alone. */
export function labContainers(runtime: Runtime, lab?: string): Promise<ContainerInfo[]> {
  return runtime.list(labelOf(lab));
}

/**
 * Removes the volumes of one lab, or of all labs: those that docker compose makes for pre-shared keys.
 * @throws {EngineError} if the engine refuses.
 */
export async function removeVolumes(runtime: Runtime, lab?: string): Promise<void> {
  try {
    await runtime.removeVolumes(labelOf(lab));
  } catch (error) {
    throw engineError('removing a volume', error);
  }
}

function labelOf(lab?: string): string {
  return lab === undefined ? LAB_LABEL : `${LAB_LABEL}=${lab}`;
}

/**
 * Removes containers with their volumes; those already gone are no error.
 * @throws {EngineError} if the engine refuses.
 */
export async function removeContainers(runtime: Runtime, ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map((id) =>
      removingLimit(async () => {
        try {
          await runtime.remove(id);
        } catch (error) {
          throw engineError('removing a container', error);
        }
      }),
    ),
  );
}
