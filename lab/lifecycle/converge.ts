import { abortable } from '../engine/abortable.ts';
import type { Change } from '../engine/converge.ts';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { Progress } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { survey } from '../engine/survey.ts';
import type { SurveyOptions } from '../engine/survey.ts';
import { up } from '../engine/up.ts';
import { awaitOwnRouters, seeOwnRouters } from '../probe/own-routers.ts';
import { awaitTunnels } from '../probe/tunnels.ts';
import type { Lab } from '../topology/types.ts';
import { findSealed, sealAgain } from './sealed.ts';

export interface ConvergeOptions {
  /** Absolute path of the lab file that the lab is of; it is only kept, for whoever asks. */
  readonly file?: string | undefined;
  /** `auto` by default. */
  readonly dataplane?: DataplaneChoice | undefined;
  readonly progress?: Progress | undefined;
  /** Ends the call early, as if it had failed, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Remove the lab when it is disposed of, or when this process ends in any way. */
  readonly ephemeral?: boolean;
  /** What is waited for: `nodes` that are ready (by default), or `tunnels` that an end initiates, too. */
  readonly until?: 'nodes' | 'tunnels';
}

export interface Converged {
  readonly running: StartedLab;
  /** Empty if the lab was up already, just as asked for. */
  readonly changes: readonly Change[];
}

/**
 * Brings a lab, one that is there or a new one, to what its definition says. Its faults are left alone, and nothing is
 * checked. If it fails, a lab that was not there before is removed again.
 * @throws {LabError} with what failed.
 */
export async function converge(lab: Lab, options: ConvergeOptions = {}): Promise<Converged> {
  return bring(lab, options);
}

/**
 * Starts a lab that is not there yet, and that lives no longer than who started it.
 * @throws {LabNameError} if a lab of that name is there.
 * @throws {LabError} with what failed; nothing is left then.
 */
export async function startNew(
  lab: Lab,
  options: Omit<ConvergeOptions, 'ephemeral'> = {},
): Promise<StartedLab> {
  const { running } = await bring(lab, { ...options, ephemeral: true, mustBeNew: true });
  return running;
}

async function bring(lab: Lab, options: ConvergeOptions & SurveyOptions): Promise<Converged> {
  const { found, sealed } = await findSealed(await survey(lab, options));
  await using trial = await up(lab, found, options);
  const { running, changes } = trial;
  const unlessAborted = abortable(options.signal);
  await unlessAborted(sealAgain(running, sealed, changes));
  await unlessAborted(awaitOwnRouters(running));
  if (options.until === 'tunnels') {
    await unlessAborted(awaitTunnels(running));
    // A CHILD_SA may have brought devices and routes.
    await unlessAborted(seeOwnRouters(running));
  }
  trial.confirm();
  return { running, changes };
}
