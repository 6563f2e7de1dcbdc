import { containerName } from '../plan/labels.ts';
import { FABRIC } from '../topology/names.ts';
import { create, removeContainers } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { engineError } from './engine-errors.ts';
import type { Container, Runtime } from './runtime.ts';

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
export async function replaceFabric(runtime: Runtime, id: string, spec: ContainerSpec): Promise<Container> {
  const { name } = spec.container;
  const next = await create(runtime, {
    ...spec,
    container: { ...spec.container, name: unfinishedName(name) },
  });
  try {
    await next.fill(spec.files);
    await removeContainers(runtime, [id]);
    await next.rename(name);
  } catch (error) {
    throw engineError('replacing the fabric', error);
  }
  return next;
}

/** Ends what {@link replaceFabric} had begun when it was cut short, the one way or the other. */
export async function settleFabric(runtime: Runtime, lab: string): Promise<void> {
  const name = containerName(lab, FABRIC);
  const next = runtime.container(unfinishedName(name));
  const [oldIsThere, nextIsThere] = await Promise.all([
    runtime.container(name).exists(),
    next.exists(),
  ]).catch((error: unknown) => {
    throw engineError('looking at the fabric', error);
  });
  if (!nextIsThere) return;
  if (oldIsThere) await removeContainers(runtime, [next.id]);
  else await next.rename(name);
}
