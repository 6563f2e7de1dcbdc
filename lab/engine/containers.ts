import type Docker from 'dockerode';
import { createHash } from 'node:crypto';
import { LabNameError } from '../errors.ts';
import type { LinkPlan, NodePlan } from '../plan/types.ts';
import { engineError, isConflict, isNotFound } from './docker.ts';
import { imageName } from './images.ts';
import {
  containerName,
  DIGEST_LABEL,
  FABRIC,
  LAB_LABEL,
  NODE_LABEL,
  ROLE_LABEL,
} from './labels.ts';
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

/** Folder in a node that holds the pre-shared key of each connection. */
export const PSK_FOLDER = '/var/lib/s2s/psk';

/** The interfaces of a node, each with the name of its link, as images/s2s-fabric reads them. */
export function linksOf(node: string, links: readonly LinkPlan[]): string {
  return links
    .flatMap(({ name, ends }) =>
      ends.filter((end) => end.node === node).map((end) => `${end.interface}=${name}`),
    )
    .join(' ');
}

/** The container of a node: no network but its links, NET_ADMIN, never privileged. */
export function nodeSpec(
  lab: string,
  node: NodePlan,
  links: readonly LinkPlan[],
  keys: NodeKeys,
  imageDigest: string,
): ContainerSpec {
  const files: TarFile[] = [
    ...node.files,
    ...Object.entries(keys).map(([connection, key]) => ({
      path: `${PSK_FOLDER}/${connection}/psk`,
      content: key,
      mode: 0o600,
    })),
  ];
  return withDigest(
    {
      node: node.name,
      options: {
        name: containerName(lab, node.name),
        Image: imageName(node.image),
        Hostname: node.name,
        Env: [`S2S_LAB=${lab}`, `S2S_NODE=${node.name}`, `S2S_LINKS=${linksOf(node.name, links)}`],
        Labels: { [LAB_LABEL]: lab, [NODE_LABEL]: node.name, [ROLE_LABEL]: node.role },
        HostConfig: {
          NetworkMode: 'none',
          CapAdd: ['NET_ADMIN'],
          Sysctls: { ...node.sysctls },
          Devices: node.devices.map((path) => ({
            PathOnHost: path,
            PathInContainer: path,
            CgroupPermissions: 'rwm',
          })),
          RestartPolicy: { Name: 'no' },
        },
      },
      files,
    },
    imageDigest,
  );
}

/** The fabric's container. It holds the lab itself, keys included, so that nothing of a lab lies on the host. */
export function fabricSpec(lab: string, files: readonly TarFile[], imageDigest: string): ContainerSpec {
  return withDigest(
    {
      node: FABRIC,
      options: {
        name: containerName(lab, FABRIC),
        Image: imageName('fabric'),
        Hostname: FABRIC,
        Env: [`S2S_LAB=${lab}`],
        Labels: { [LAB_LABEL]: lab, [NODE_LABEL]: FABRIC, [ROLE_LABEL]: FABRIC },
        HostConfig: {
          NetworkMode: 'none',
          PidMode: 'host',
          CapAdd: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_PTRACE', 'DAC_READ_SEARCH'],
          SecurityOpt: ['apparmor=unconfined', 'label=disable'],
          RestartPolicy: { Name: 'no' },
        },
      },
      files,
    },
    imageDigest,
  );
}

function withDigest(spec: ContainerSpec, imageDigest: string): ContainerSpec {
  const digest = createHash('sha256')
    .update(JSON.stringify([imageDigest, spec.options, spec.files]))
    .digest('hex')
    .slice(0, 16);
  return { ...spec, options: { ...spec.options, Labels: { ...spec.options.Labels, [DIGEST_LABEL]: digest } } };
}

/** The digest that a container made from this spec carries. */
export function digestOf({ options }: ContainerSpec): string {
  return options.Labels?.[DIGEST_LABEL] ?? '';
}

/**
 * Creates a container, puts its files in, and starts it.
 * @throws {LabNameError} if the name is taken by a container that is not of this lab.
 * @throws {EngineError} if the engine refuses.
 */
export async function launch(docker: Docker, spec: ContainerSpec): Promise<Docker.Container> {
  const container = await create(docker, spec);
  try {
    if (spec.files.length > 0) await container.putArchive(await tar(spec.files), { path: '/' });
    await container.start();
  } catch (error) {
    throw engineError(`starting node ${spec.node}`, error);
  }
  return container;
}

async function create(docker: Docker, { node, options }: ContainerSpec): Promise<Docker.Container> {
  try {
    return await docker.createContainer(options);
  } catch (error) {
    if (!isConflict(error)) throw engineError(`creating node ${node}`, error);
    throw new LabNameError(
      {
        what: 'a container of that name exists already and is not of this lab',
        value: options.name ?? '',
        hint: 'choose another lab name with --name, or remove that container',
      },
      { cause: error },
    );
  }
}

/** Every container of one lab, or of all labs; by label alone. */
export function labContainers(docker: Docker, lab?: string): Promise<Docker.ContainerInfo[]> {
  const label = lab === undefined ? LAB_LABEL : `${LAB_LABEL}=${lab}`;
  return docker.listContainers({ all: true, filters: { label: [label] } });
}

/** Removes containers with their volumes; those already gone are no error. */
export async function removeContainers(docker: Docker, ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      try {
        await docker.getContainer(id).remove({ force: true, v: true });
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw engineError('removing a container', error);
      }
    }),
  );
}
