import type Docker from 'dockerode';
import { FABRIC } from '../topology/names.ts';
import { makingLimit } from './engine-limit.ts';
import { create, fillAndStart, removeContainers, restart, start } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import type { Step } from './converge.ts';
import { replaceFabric } from './fabric-container.ts';
import { RUN_LABEL } from './labels.ts';
import { updateNode } from './live-update.ts';
import type { Progress } from './progress.ts';
import type { StartedLab } from './started-lab.ts';

/**
 * Takes the steps that bring a lab's containers to what they are to be.
 * @param run label of the containers that are made.
 * @throws {EngineError} if the engine or a node refuses; nothing is under way then.
 */
export async function applySteps(
  docker: Docker,
  lab: StartedLab,
  steps: readonly Step[],
  run: string,
  progress: Progress,
): Promise<void> {
  if (steps.length === 0) return;
  let done = 0;
  progress('starting nodes', `0 of ${steps.length}`);
  const finish = async (start: Start): Promise<void> => {
    await start();
    progress('starting nodes', `${++done} of ${steps.length}`);
  };
  // The fabric's name stands for the lab's: it is taken first, so that of two calls at once only one goes on.
  const isFabric = ({ change }: Step): boolean => change.node === FABRIC;
  const fabric: Start[] = [];
  for (const step of steps.filter(isFabric)) fabric.push(await prepare(docker, lab, step, run));
  await allDone([
    ...fabric.map(finish),
    ...steps
      .filter((step) => !isFabric(step))
      .map((step) => makingLimit(async () => finish(await prepare(docker, lab, step, run)))),
  ]);
}

/** What is left to do once the container is there. */
type Start = () => Promise<void>;

/** Removes the container that is in the way and creates the new one. */
async function prepare(
  docker: Docker,
  lab: StartedLab,
  { change, id, spec, update }: Step,
  run: string,
): Promise<Start> {
  if (update !== undefined && spec !== undefined)
    return () => updateNode(lab.node(change.node), spec, update);
  if (change.action === 'started' && id !== undefined) return () => startAgain(docker, id);
  if (change.action === 'restarted' && id !== undefined) {
    return () => restart(docker.getContainer(id));
  }
  if (change.node === FABRIC && id !== undefined && spec !== undefined) {
    const fabric = await replaceFabric(docker, id, labelled(spec, run));
    return () => start(fabric);
  }
  if (id !== undefined) await removeContainers(docker, [id]);
  if (spec === undefined) return () => Promise.resolve();
  const container = await create(docker, labelled(spec, run));
  return () => fillAndStart(container, spec);
}

/** Waits for every promise to settle, then fails as the first that failed: nothing is under way behind an error. */
async function allDone(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function startAgain(docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id);
  const { State } = await container.inspect();
  await (State.Paused ? container.unpause() : start(container));
}

function labelled(spec: ContainerSpec, run: string): ContainerSpec {
  return { ...spec, options: { ...spec.options, Labels: { ...spec.options.Labels, [RUN_LABEL]: run } } };
}
