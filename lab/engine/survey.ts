import { LabNameError } from '../errors.ts';
import { imagesOf } from '../plan/images.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import { planLab } from '../plan/plan.ts';
import type { LabState } from '../plan/state.ts';
import type { Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import type { Lab } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { abortable } from './abortable.ts';
import { connect } from './connect.ts';
import { labContainers } from './containers.ts';
import { chooseDataplane } from './dataplane.ts';
import type { DataplaneChoice } from './dataplane.ts';
import { driftedNodes } from './drift.ts';
import type { Drift } from './drift.ts';
import { settleFabric } from './fabric-container.ts';
import { ensureImages } from './images.ts';
import { currentDigests } from './live-update.ts';
import { fabricNode } from './node.ts';
import type { StartedNode } from './node.ts';
import { silent } from './progress.ts';
import type { Progress } from './progress.ts';
import type { ContainerInfo, Runtime } from './runtime.ts';
import { readState } from './state.ts';

/** What there is of a lab, and what it would stand on, before anything is changed. */
export interface Survey {
  readonly runtime: Runtime;
  readonly imageDigest: string;
  /** What the lab is to be on the data plane that was chosen. */
  readonly plan: Plan;
  readonly containers: readonly ContainerInfo[];
  /** What each container has, by its id. */
  readonly digests: ReadonlyMap<string, string>;
  /** What its fabric keeps of it; null if there is none. */
  readonly state: LabState | null;
  /** Its fabric, with a channel that is open already; null if it does not run. */
  readonly fabric: StartedNode | null;
  readonly drifted: readonly Drift[];
}

export interface SurveyOptions {
  readonly dataplane?: DataplaneChoice | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Refuse a lab that is there already. */
  readonly mustBeNew?: boolean;
}

/**
 * Finds out what there is of a lab; images that are missing are built. Whoever calls it closes `fabric` in the end.
 * @throws {LabNameError} if docker compose runs a lab of that name, or one must not be there and is.
 * @throws {DataplaneError} if the engine's kernel lacks what the lab needs.
 * @throws {EngineError} if the engine cannot be reached, or refuses.
 */
export async function survey(lab: Lab, options: SurveyOptions = {}): Promise<Survey> {
  const looking = look(lab, options);
  try {
    return await abortable(options.signal)(looking);
  } catch (error) {
    void looking.then(
      ({ fabric }) => fabric?.close(),
      () => {},
    );
    throw error;
  }
}

async function look(
  lab: Lab,
  { dataplane = 'auto', progress = silent, mustBeNew = false }: SurveyOptions,
): Promise<Survey> {
  const runtime = await connect();
  const [foundation, there] = await Promise.all([
    findFoundation(runtime, lab, dataplane, progress),
    findContainers(runtime, lab.name, mustBeNew),
  ]);
  return { runtime, ...foundation, ...there };
}

/** What every node stands on. The kernel is probed in one of the images, so they come first. */
async function findFoundation(
  runtime: Runtime,
  lab: Lab,
  choice: DataplaneChoice,
  progress: Progress,
): Promise<Pick<Survey, 'imageDigest' | 'plan'>> {
  // An engine takes long to say what it is, and is asked for that when the data plane is chosen.
  const [imageDigest] = await Promise.all([ensureImages(runtime, progress, imagesOf([lab])), runtime.info()]);
  // It is planned in the time that the fabric is waited for.
  return { imageDigest, plan: planLab(lab, await chooseDataplane(runtime, choice, lab)) };
}

async function findContainers(
  runtime: Runtime,
  lab: string,
  mustBeNew: boolean,
): Promise<Omit<Survey, 'runtime' | 'imageDigest' | 'plan'>> {
  await settleFabric(runtime, lab);
  const containers = await settledContainers(runtime, lab);
  refuseCompose(lab, containers);
  if (mustBeNew) refuseExisting(lab, containers);
  const fabric = containers.some(isRunningFabric) ? fabricNode(runtime, lab) : null;
  const questions = [
    readState(runtime, lab, fabric),
    currentDigests(runtime, containers, fabric),
    fabric === null ? Promise.resolve([]) : driftedNodes(fabric),
  ] as const;
  try {
    const [state, digests, drifted] = await Promise.all(questions);
    return { containers, state, fabric, digests, drifted };
  } catch (error) {
    await Promise.allSettled(questions);
    await fabric?.close();
    throw error;
  }
}

/** The containers of a lab. Another call may be about to start one that is only created; after a while nobody is. */
function settledContainers(runtime: Runtime, lab: string): Promise<ContainerInfo[]> {
  return until(
    () => labContainers(runtime, lab),
    (containers) => !containers.some(({ state }) => state === 'created'),
    { within: BUDGETS_MS.containerStarted, everyMs: 100 },
  );
}

function isRunningFabric({ labels, state }: ContainerInfo): boolean {
  return labels[NODE_LABEL] === FABRIC && state === 'running';
}

function refuseExisting(lab: string, containers: readonly ContainerInfo[]): void {
  if (containers.length === 0) return;
  throw new LabNameError({
    key: 'name',
    what: 'a lab of that name is running',
    value: lab,
    hint: `remove it with \`s2s down ${lab}\`, or choose another name`,
  });
}

/** A lab that docker compose runs is compose's to change. */
function refuseCompose(lab: string, containers: readonly ContainerInfo[]): void {
  const project = containers.find(({ labels }) => 'com.docker.compose.project' in labels);
  if (project === undefined) return;
  throw new LabNameError({
    key: 'name',
    what: 'a lab of that name is run by docker compose',
    value: lab,
    hint: 'choose another name, or end that one with `docker compose down`',
  });
}
