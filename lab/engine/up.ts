import type { Lab } from '../topology/types.ts';
import { FABRIC } from '../topology/names.ts';
import { abortable } from './abortable.ts';
import { applySteps } from './apply-steps.ts';
import type { Change } from './converge.ts';
import { watchNodes } from './node-watch.ts';
import { silent } from './progress.ts';
import type { Progress } from './progress.ts';
import { awaitReady } from './ready.ts';
import { Run } from './run.ts';
import { reportScripts } from './script-progress.ts';
import { removeLab, StartedLab } from './started-lab.ts';
import { keepState } from './state.ts';
import type { Survey } from './survey.ts';
import { targetOf } from './target.ts';
import type { Target } from './target.ts';

export interface UpOptions {
  /** Absolute path of the lab file that the lab is of; it is only kept, for whoever asks. */
  readonly file?: string | undefined;
  readonly progress?: Progress | undefined;
  /** Ends the call early, as if it had failed, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Remove the lab when it is disposed of, or when this process ends in any way. */
  readonly ephemeral?: boolean;
}

/**
 * A lab that has been brought up, on trial: to dispose of it unconfirmed is to fail. A lab that was not there before, and
 * an ephemeral one, is removed again then; any other stays as it is.
 */
export interface Trial extends AsyncDisposable {
  readonly running: StartedLab;
  /** Empty if the lab was up already, just as asked for. */
  readonly changes: readonly Change[];
  /** The lab counts as up. */
  confirm(): void;
}

/**
 * Brings a lab up from what was found of it: makes what is missing, replaces what is out of date, starts what has
 * stopped, removes what no longer belongs to it, and leaves everything else alone; then waits until all its nodes are
 * ready. If it fails, or is killed, that is as for a {@link Trial}: what had been in the place of a new container is
 * gone, and the next call goes on from there.
 * @throws {LabError} with what failed.
 */
export async function up(
  lab: Lab,
  found: Survey,
  { file, progress = silent, signal, ephemeral = false }: UpOptions = {},
): Promise<Trial> {
  const run = new Run(found.runtime);
  const target = targetOf(lab, found, file);
  const running = startedLab(lab, found, ephemeral ? run : null);
  const isRemovable = found.containers.length === 0 || ephemeral;
  if (isRemovable) run.arm();
  let isConfirmed = false;
  const trial: Trial = {
    running,
    changes: target.steps.map(({ change }) => change),
    confirm: () => {
      isConfirmed = true;
      if (!ephemeral) run.disarm();
    },
    [Symbol.asyncDispose]: async () => {
      if (isConfirmed) return;
      await running.close();
      if (isRemovable) await run.remove();
      run.disarm();
    },
  };
  try {
    await apply(running, found, target, run, progress, signal);
    return trial;
  } catch (error) {
    await trial[Symbol.asyncDispose]();
    throw error;
  }
}

function startedLab(lab: Lab, { runtime, fabric, plan }: Survey, run: Run | null): StartedLab {
  if (run === null) return new StartedLab(runtime, lab, plan, { fabric });
  const release = (): void => run.disarm();
  const remove = async (): Promise<void> => {
    await removeLab(runtime, lab.name);
    release();
  };
  return new StartedLab(runtime, lab, plan, { fabric, ephemeral: { remove, release } });
}

/** Takes the steps and waits until every node is ready. When it fails, nothing is under way any more. */
async function apply(
  running: StartedLab,
  { runtime, state }: Survey,
  target: Target,
  run: Run,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const unlessAborted = abortable(signal);
  if (state !== null) await keepState(running.node(FABRIC), state, target.state);
  if (target.steps.length === 0) return unlessAborted(awaitReady(running));
  await using watch = await watchNodes(runtime, run.id);
  const unlessOver = <T>(promise: Promise<T>): Promise<T> => unlessAborted(watch.race(promise));
  const untilReady = (names?: readonly string[]): Promise<void> => unlessOver(awaitReady(running, names));
  const applying = applySteps(runtime, running, target.steps, { run: run.id, progress, untilReady });
  try {
    await unlessOver(applying);
    await using _ = reportScripts(running, progress);
    await untilReady();
  } finally {
    await applying.catch(() => {});
  }
}
