import { FABRIC } from '../topology/names.ts';
import { makingLimit } from './engine-limit.ts';
import { create, fillAndStart, removeContainers, withLabel } from './containers.ts';
import type { Step } from './converge.ts';
import { replaceFabric } from './fabric-container.ts';
import { RUN_LABEL } from './labels.ts';
import { updateNode } from './live-update.ts';
import type { Progress } from './progress.ts';
import type { Runtime } from './runtime.ts';
import type { StartedLab } from './started-lab.ts';

/**
 * Takes the steps that bring a lab's containers to what they are to be.
 * @param run label of the containers that are made.
 * @throws {EngineError} if the engine or a node refuses; nothing is under way then.
 */
export async function applySteps(
  runtime: Runtime,
  running: StartedLab,
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
  for (const step of steps.filter(isFabric)) fabric.push(await prepare(runtime, running, step, run));
  await allDone([
    ...fabric.map(finish),
    ...steps
      .filter((step) => !isFabric(step))
      .map((step) => makingLimit(async () => finish(await prepare(runtime, running, step, run)))),
  ]);
}

/** What is left to do once the container is there. */
type Start = () => Promise<void>;

/** Removes the container that is in the way and creates the new one. */
async function prepare(
  runtime: Runtime,
  running: StartedLab,
  { change, id, spec, update }: Step,
  run: string,
): Promise<Start> {
  if (update !== undefined && spec !== undefined)
    return () => updateNode(running.node(change.node), spec, update);
  if (change.action === 'started' && id !== undefined) return () => runtime.container(id).start();
  if (change.action === 'restarted' && id !== undefined) return () => runtime.container(id).restart();
  if (change.node === FABRIC && id !== undefined && spec !== undefined) {
    const fabric = await replaceFabric(runtime, id, withLabel(spec, RUN_LABEL, run));
    return () => fabric.start();
  }
  if (id !== undefined) await removeContainers(runtime, [id]);
  if (spec === undefined) return () => Promise.resolve();
  const container = await create(runtime, withLabel(spec, RUN_LABEL, run));
  return () => fillAndStart(container, spec);
}

/** Waits for every promise to settle, then fails as the first that failed: nothing is under way behind an error. */
async function allDone(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
