import type { Progress } from '../engine/progress.ts';
import { StartedLab } from '../engine/started-lab.ts';
import type { Survey } from '../engine/survey.ts';
import { LabError } from '../errors.ts';
import { faultsAt } from '../faults/injected.ts';
import type { InjectedFault } from '../faults/injected.ts';
import { undoPossibleFaults } from '../faults/undo.ts';
import { planLab } from '../plan/plan.ts';

/** What became of a lab's faults before its nodes are compared with the plan. */
export interface FaultsBefore {
  readonly undone: readonly InjectedFault[];
  /** Whether some may be left: their node, or the fabric, does not run. */
  readonly areSomeLeft: boolean;
}

/**
 * Undoes the faults of a lab, as it was found, that can be undone while its nodes are as they are. If it had some, what was
 * found is out of date then, and its channels are closed.
 */
export async function undoPossible(found: Survey, report: Progress): Promise<FaultsBefore> {
  const { runtime, state, fabric, containers } = found;
  if (state === null || fabric === null) {
    await fabric?.close();
    return { undone: [], areSomeLeft: containers.length > 0 };
  }
  try {
    const faults = await faultsAt(fabric);
    if (faults.length === 0) return { undone: [], areSomeLeft: false };
    report('undoing faults');
    await using running = new StartedLab(runtime, state.lab, planLab(state.lab, state.dataplane), { fabric });
    const undone = await undoPossibleFaults(running);
    return { undone, areSomeLeft: undone.length < faults.length };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    await fabric.close();
    return { undone: [], areSomeLeft: true };
  }
}
