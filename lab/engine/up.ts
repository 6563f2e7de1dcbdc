import { randomUUID } from 'node:crypto';
import { LabNameError } from '../errors.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import { planLab } from '../plan/plan.ts';
import { FABRIC } from '../topology/names.ts';
import type { DataplaneName, NodePlan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { abortable } from './abortable.ts';
import { applySteps } from './apply-steps.ts';
import { digestOf, fabricSpec, labContainers, nodeSpec, removeContainers } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { chooseDataplane } from './dataplane.ts';
import type { DataplaneChoice } from './dataplane.ts';
import { compare, mend } from './converge.ts';
import type { Change } from './converge.ts';
import { connect } from './connect.ts';
import { driftedNodes } from './drift.ts';
import { settleFabric } from './fabric-container.ts';
import { ensureImages } from './images.ts';
import { RUN_LABEL } from './labels.ts';
import { currentDigests, liveUpdates } from './live-update.ts';
import type { LiveUpdate } from './live-update.ts';
import { watchNodes } from './node-watch.ts';
import type { Progress } from './progress.ts';
import { silent } from './progress.ts';
import { awaitReady } from './ready.ts';
import type { ContainerInfo, Runtime } from './runtime.ts';
import { removeLab, StartedLab } from './started-lab.ts';
import { keepState, nodeKeys, readState, stateFile, tunnelKeys } from './state.ts';
import { armWatchdog } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';

export interface UpOptions {
  readonly dataplane?: DataplaneChoice;
  readonly progress?: Progress;
  /** Ends the call early, as if it had failed, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Remove the lab when it is disposed of, or when this process ends in any way. */
  readonly ephemeral?: boolean;
  /** Refuse a lab that is there already. */
  readonly mustBeNew?: boolean;
  /** Runs before the lab counts as up; the call fails if it does. */
  readonly verify?: (lab: StartedLab, changes: readonly Change[]) => Promise<void>;
}

export interface UpResult {
  readonly started: StartedLab;
  /** Empty if the lab was up already, just as asked for. */
  readonly changes: readonly Change[];
}

/**
 * Brings a lab up: makes what is missing, replaces what is out of date, starts what has stopped, removes what no
 * longer belongs to it, and leaves everything else alone. If it fails, or is killed, a lab that was not there before is
 * removed again. One that was there stays as it is then: what had been in the place of a new container is gone, and the
 * next call goes on from there.
 * @throws {LabError} with what failed.
 */
export async function up(lab: Lab, options: UpOptions = {}): Promise<UpResult> {
  const progress = options.progress ?? silent;
  const runtime = await connect();
  const run = randomUUID();
  const unlessAborted = abortable(options.signal);
  const [{ imageDigest, dataplane }] = await unlessAborted(
    Promise.all([
      foundation(runtime, lab, options.dataplane ?? 'auto', progress),
      settleFabric(runtime, lab.name),
    ]),
  );
  const [containers, before] = await unlessAborted(
    Promise.all([settledContainers(runtime, lab.name), readState(runtime, lab.name)]),
  );
  const plan = planLab(lab, dataplane);
  refuseCompose(lab.name, containers);
  if (options.mustBeNew === true) refuseExisting(lab.name, containers);
  const keys = tunnelKeys(plan, before?.keys ?? {});
  const state = { lab, dataplane, keys };
  const specOf = (node: NodePlan): ContainerSpec =>
    nodeSpec(lab.name, node, nodeKeys(node.keys, keys), imageDigest);
  const specs = [fabricSpec(lab.name, [stateFile(state)], imageDigest), ...plan.nodes.map(specOf)];
  let watchdog: Watchdog | null = null;
  const disarm = (): void => watchdog?.disarm();
  const remove = async (): Promise<void> => {
    await removeLab(runtime, lab.name);
    disarm();
  };
  const started = new StartedLab(
    runtime,
    lab,
    plan,
    options.ephemeral ? { remove, release: disarm } : undefined,
  );
  const [digests, drifted] = await Promise.all([
    currentDigests(runtime, containers),
    containers.some(isRunningFabric) ? driftedNodes(started) : [],
  ]).catch(async (error: unknown) => {
    await started.close();
    throw error;
  });
  const updates =
    before === null
      ? new Map<string, LiveUpdate>()
      : liveUpdates(before, plan, (node) => digestOf(specOf(node)));
  for (const { node } of drifted) updates.delete(node);
  const compared = compare(specs, containers, digests, updates);
  const steps = [...compared, ...mend(started, compared, drifted)];
  const changes = steps.map(({ change }) => change);
  const isNew = containers.length === 0;
  watchdog = isNew || options.ephemeral ? armWatchdog(run) : null;
  let applying: Promise<void> | null = null;
  try {
    await using watch = await watchNodes(runtime, run);
    if (before !== null) await keepState(runtime, before, state);
    applying = applySteps(runtime, started, steps, run, progress);
    await unlessAborted(watch.race(applying));
    await unlessAborted(watch.race(awaitReady(started)));
    if (options.verify !== undefined) await unlessAborted(options.verify(started, changes));
  } catch (error) {
    await applying?.catch(() => {});
    await started.close();
    if (isNew || options.ephemeral) await removeRun(runtime, run);
    disarm();
    throw error;
  }
  if (!options.ephemeral) disarm();
  return { started, changes };
}

/** What every node stands on. The kernel is probed in one of the images, so they come first. */
async function foundation(
  runtime: Runtime,
  lab: Lab,
  choice: DataplaneChoice,
  progress: Progress,
): Promise<{ readonly imageDigest: string; readonly dataplane: DataplaneName }> {
  const imageDigest = await ensureImages(runtime, progress);
  return { imageDigest, dataplane: await chooseDataplane(runtime, choice, lab) };
}

/** The containers of a lab. Another call may be about to start one that is only created; after a while nobody is. */
function settledContainers(runtime: Runtime, lab: string): Promise<ContainerInfo[]> {
  return until(
    () => labContainers(runtime, lab),
    (containers) => !containers.some(({ state }) => state === 'created'),
    { within: BUDGETS_MS.containerStarted, everyMs: 100 },
  );
}

async function removeRun(runtime: Runtime, run: string): Promise<void> {
  const made = await runtime.list(`${RUN_LABEL}=${run}`);
  await removeContainers(
    runtime,
    made.map(({ id }) => id),
  );
}

function isRunningFabric({ labels, state }: ContainerInfo): boolean {
  return labels[NODE_LABEL] === FABRIC && state === 'running';
}

function refuseExisting(lab: string, containers: readonly ContainerInfo[]): void {
  if (containers.length === 0) return;
  throw new LabNameError({
    what: 'a lab of that name is running',
    value: lab,
    hint: `remove it with \`s2s down ${lab}\`, or choose another name with --name`,
  });
}

/** A lab that docker compose runs is compose's to change. */
function refuseCompose(lab: string, containers: readonly ContainerInfo[]): void {
  const project = containers.find(({ labels }) => 'com.docker.compose.project' in labels);
  if (project === undefined) return;
  throw new LabNameError({
    what: 'a lab of that name is run by docker compose',
    value: lab,
    hint: 'choose another name with --name, or end that one with `docker compose down`',
  });
}
