import { abortable } from '../engine/abortable.ts';
import type { Change } from '../engine/converge.ts';
import { silent } from '../engine/progress.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { survey } from '../engine/survey.ts';
import type { SurveyOptions } from '../engine/survey.ts';
import { up } from '../engine/up.ts';
import type { InjectedFault } from '../faults/injected.ts';
import { undoAllFaults } from '../faults/undo.ts';
import type { Lab } from '../topology/types.ts';
import type { ConvergeOptions } from './converge.ts';
import { findSealed, sealAgain } from './sealed.ts';
import { undoPossible } from './undo-possible.ts';
import type { Checks } from './verify.ts';

export interface BringUpOptions extends Omit<ConvergeOptions, 'until'>, Pick<SurveyOptions, 'mustBeNew'> {
  /** How long tunnels are waited for, in milliseconds. */
  readonly waitMs?: number | undefined;
}

/** A lab that is up, with what it took, and what was found out about it. */
export interface BroughtUp {
  readonly running: StartedLab;
  /** Faults that it had. */
  readonly undone: readonly InjectedFault[];
  /** What was done to its nodes; empty if they were just as asked for. */
  readonly changes: readonly Change[];
  readonly checks: Checks;
}

/**
 * Brings a lab up, as `s2s up` does: one that is there is made whole, and one that is whole is left alone. What is not
 * as the lab file says afterwards is a result, no error. If the call fails, a lab that was not there before is removed.
 * @throws {LabError} if the lab cannot run.
 */
export async function bringUp(lab: Lab, options: BringUpOptions = {}): Promise<BroughtUp> {
  const { progress = silent, signal, waitMs } = options;
  const unlessAborted = abortable(signal);
  // What verifies a lab is loaded while the engine and the fabric are waited for.
  const [there, { verifyLab }] = await Promise.all([survey(lab, options), import('./verify.ts')]);
  // A fault whose node is gone can only be undone once the node is there again.
  const [before, asFound] = await unlessAborted(
    Promise.all([undoPossible(there, progress), findSealed(there)]),
  );
  // Faults that are undone change what there is, also where one could be undone in part.
  const hadFaults = before.undone.length > 0 || before.areSomeLeft;
  const { found, sealed } = hadFaults ? await findSealed(await survey(lab, options)) : asFound;
  await using trial = await up(lab, found, options);
  const { running, changes } = trial;
  const after = before.areSomeLeft ? await unlessAborted(undoAllFaults(running)) : [];
  await unlessAborted(sealAgain(running, sealed, changes));
  const explain = sealed === null;
  const checks = await unlessAborted(verifyLab(running, changes, { report: progress, waitMs, explain }));
  trial.confirm();
  return { running, undone: [...before.undone, ...after], changes, checks };
}
