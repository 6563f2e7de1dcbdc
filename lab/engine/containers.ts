import type Docker from 'dockerode';
import { createHash } from 'node:crypto';
import { LabNameError } from '../errors.ts';
import { fabricContainer, nodeContainer } from '../plan/container.ts';
import type { ContainerPlan } from '../plan/container.ts';
import { imageName } from '../plan/images.ts';
import { LAB_LABEL } from '../plan/labels.ts';
import { pskFolder } from '../plan/node-files.ts';
import type { NodePlan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import { engineError, isConflict, isNotFound, isUnchanged } from './docker.ts';
import { DIGEST_LABEL } from './labels.ts';
import { removingLimit } from './engine-limit.ts';
import { tar } from './tar.ts';
import type { TarFile } from './tar.ts';

/** A container of a lab as it is to be: what it is made from, the files put into it, and a digest of both. */
export interface ContainerSpec {
  readonly node: string;
  readonly options: Docker.ContainerCreateOptions;
  readonly files: readonly TarFile[];
}

/** Pre-shared key of each connection of a node, by connection name. */
export type NodeKeys = Readonly<Record<string, string>>;

/** The container of a node, with its files and keys. */
export function nodeSpec(lab: string, node: NodePlan, keys: NodeKeys, imageDigest: string): ContainerSpec {
  const files: TarFile[] = [
    ...node.files,
    ...Object.entries(keys).map(([connection, key]) => ({
      path: `${pskFolder(connection)}/psk`,
      content: key,
      mode: 0o600,
    })),
  ];
  const options = createOptions(nodeContainer(lab, node));
  return withDigest({ node: node.name, options, files }, imageDigest);
}

/**
 * The fabric's container. It holds the lab itself, keys included, so that nothing of a lab lies on the host. What it holds
 * is no part of its digest: that is written into it while it runs, and it is never taken away for it.
 */
export function fabricSpec(lab: string, files: readonly TarFile[], imageDigest: string): ContainerSpec {
  const options = createOptions(fabricContainer(lab));
  return { ...withDigest({ node: FABRIC, options, files: [] }, imageDigest), files };
}

/** A planned container as the engine takes it. */
export function createOptions(container: ContainerPlan): Docker.ContainerCreateOptions {
  return {
    name: container.name,
    Image: imageName(container.image),
    Hostname: container.hostname,
    Env: Object.entries(container.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...container.labels },
    HostConfig: {
      NetworkMode: 'none',
      ...(container.hostPids ? { PidMode: 'host' } : {}),
      CapAdd: [...container.capabilities],
      SecurityOpt: [...container.securityOptions],
      Sysctls: { ...container.sysctls },
      Devices: container.devices.map((path) => ({
        PathOnHost: path,
        PathInContainer: path,
        CgroupPermissions: 'rwm',
      })),
      CpuShares: container.cpuShares,
      RestartPolicy: { Name: 'no' },
    },
  };
}

function withDigest(spec: ContainerSpec, imageDigest: string): ContainerSpec {
  const digest = createHash('sha256')
    .update(JSON.stringify([imageDigest, spec.options, spec.files]))
    .digest('hex')
    .slice(0, 16);
  return {
    ...spec,
    options: { ...spec.options, Labels: { ...spec.options.Labels, [DIGEST_LABEL]: digest } },
  };
}

/** The digest that a container made from this spec carries. */
export function digestOf({ options }: ContainerSpec): string {
  return options.Labels?.[DIGEST_LABEL] ?? '';
}

/**
 * Creates a container; {@link fillAndStart} comes next.
 * @throws {LabNameError} if the name is taken by a container that is not of this lab.
 * @throws {EngineError} if the engine refuses.
 */
export async function create(docker: Docker, { node, options }: ContainerSpec): Promise<Docker.Container> {
  try {
    return await docker.createContainer(options);
  } catch (error) {
    if (!isConflict(error)) throw engineError(`creating node ${node}`, error);
    throw new LabNameError(
      {
        what: 'a container of that name exists already: not of this lab, or of another `s2s up` of it that is under way',
        value: options.name ?? '',
        hint: 'choose another lab name with --name, or remove that container',
      },
      { cause: error },
    );
  }
}

/**
 * Puts a created container's files in, and starts it.
 * @throws {EngineError} if the engine refuses.
 */
export async function fillAndStart(
  container: Docker.Container,
  { node, files }: ContainerSpec,
): Promise<void> {
  try {
    if (files.length > 0) await container.putArchive(await tar(files), { path: '/' });
    await container.start();
  } catch (error) {
    throw engineError(`starting node ${node}`, error);
  }
}

/** Starts a container; one that runs already is left alone. */
export async function start(container: Docker.Container): Promise<void> {
  try {
    await container.start();
  } catch (error) {
    if (!isUnchanged(error)) throw error;
  }
}

/**
 * Kills a container, and waits until the engine has dealt with its end. The engine's answer may come before that
 * (moby/moby#43403), its list of containers even later; what it inspects is settled.
 */
export async function kill(container: Docker.Container): Promise<void> {
  await container.kill();
  await container.wait({ condition: 'not-running' });
  await container.inspect();
}

/**
 * Restarts a container, or starts it where it has ended. The engine's own restart sends SIGTERM and then SIGKILL; where
 * the second finds no process any more, the engine may take the new one for the old one's rest, and for ended.
 */
export async function restart(container: Docker.Container): Promise<void> {
  try {
    await kill(container);
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
  await start(container);
}

/** Every container of one lab, or of all labs; by label alone. */
export function labContainers(docker: Docker, lab?: string): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [labelOf(lab)] } });
}

/** Removes the volumes of one lab, or of all labs: those that docker compose makes for pre-shared keys. */
export async function removeVolumes(docker: Docker, lab?: string): Promise<void> {
  const { Volumes } = await docker.listVolumes({ filters: { label: [labelOf(lab)] } });
  await Promise.all(
    Volumes.map(async ({ Name }) => {
      try {
        await docker.getVolume(Name).remove();
      } catch (error) {
        if (!isNotFound(error)) throw engineError('removing a volume', error);
      }
    }),
  );
}

function labelOf(lab?: string): string {
  return lab === undefined ? LAB_LABEL : `${LAB_LABEL}=${lab}`;
}

/** Removes containers with their volumes; those already gone are no error. */
export async function removeContainers(docker: Docker, ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map((id) =>
      removingLimit(async () => {
        try {
          await docker.getContainer(id).remove({ force: true, v: true });
        } catch (error) {
          if (!isNotFound(error) && !isConflict(error)) throw engineError('removing a container', error);
        }
      }),
    ),
  );
}
