import type Docker from 'dockerode';
import { containerName } from '../plan/labels.ts';
import { FABRIC } from '../topology/names.ts';
import { create, removeContainers } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { engineError, isNotFound } from './docker.ts';
import { tar } from './tar.ts';

/** What a fabric is called that is to take the place of the one there is. */
export function unfinishedName(name: string): string {
  return `${name}-next`;
}

/**
 * Puts a new fabric in the place of the one there is. That goes only once the new one holds all that it did: the fabric
 * keeps what its lab is, and without it nobody finds the lab again.
 * @returns the new fabric, which has yet to be started.
 * @throws {EngineError} if the engine refuses; the lab then still has one of the two.
 */
export async function replaceFabric(
  docker: Docker,
  id: string,
  { node, options, files }: ContainerSpec,
): Promise<Docker.Container> {
  const { name = '' } = options;
  const next = await create(docker, { node, options: { ...options, name: unfinishedName(name) }, files });
  try {
    await next.putArchive(await tar(files), { path: '/' });
    await removeContainers(docker, [id]);
    await next.rename({ name });
  } catch (error) {
    throw engineError('replacing the fabric', error);
  }
  return next;
}

/** Ends what {@link replaceFabric} had begun when it was cut short, the one way or the other. */
export async function settleFabric(docker: Docker, lab: string): Promise<void> {
  const name = containerName(lab, FABRIC);
  const [old, next] = await Promise.all([isThere(docker, name), isThere(docker, unfinishedName(name))]);
  if (!next) return;
  if (old) await removeContainers(docker, [unfinishedName(name)]);
  else await docker.getContainer(unfinishedName(name)).rename({ name });
}

async function isThere(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getContainer(name).inspect();
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw engineError('looking at the fabric', error);
  }
}
