import { isOwnRouter } from '../plan/services/router.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
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

/** How steps are taken. */
export interface Taking {
  /** Label of the containers that are made. */
  readonly run: string;
  readonly progress: Progress;
  /** Waits until nodes are ready, or fails, as it does where it is no longer of use to go on. */
  readonly untilReady: (names: readonly string[]) => Promise<void>;
}

/**
 * Takes the steps that bring a lab's containers to what they are to be. A router of its owner's own comes once AWS's ends
 * of tunnels are ready, as they are in AWS: what its script begins would be refused by one that does not know it yet.
 * @throws {EngineError} if the engine or a node refuses; nothing is under way then.
 * @throws what `untilReady` throws.
 */
export async function applySteps(
  runtime: Runtime,
  running: StartedLab,
  steps: readonly Step[],
  { run, progress, untilReady }: Taking,
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
  const take = (step: Step): Promise<void> =>
    makingLimit(async () => finish(await prepare(runtime, running, step, run)));
  const isLate = isOfOwnRouter(running);
  await allDone([
    ...fabric.map(finish),
    ...steps.filter((step) => !isFabric(step) && !isLate(step)).map(take),
  ]);
  const late = steps.filter(isLate);
  if (late.length === 0) return;
  await untilReady(changedEndpoints(running, steps));
  await allDone(late.map(take));
}

/** Whether a step is one of a router that is its owner's own. */
function isOfOwnRouter({ plan }: StartedLab): (step: Step) => boolean {
  const own = plan.nodes.filter(({ services }) => services.some(isOwnRouter)).map(({ name }) => name);
  return ({ change }) => own.includes(change.node);
}

/** AWS's ends of tunnels that are among the nodes of steps. */
function changedEndpoints({ definition }: StartedLab, steps: readonly Step[]): string[] {
  const changed = steps.map(({ change }) => change.node);
  return tunnelsOf(definition)
    .map(({ tunnel }) => tunnel.name)
    .filter((name) => changed.includes(name));
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
