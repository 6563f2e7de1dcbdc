import { isDeepStrictEqual } from 'node:util';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { converge } from '../lifecycle/converge.ts';
import { verifyLab } from '../lifecycle/verify.ts';
import { LabError } from '../errors.ts';
import { undoAllFaults } from '../faults/undo.ts';
import { matrix } from '../probe/matrix.ts';
import { isUp } from '../ike/current-sas.ts';
import { statesOfBothEnds } from '../probe/tunnels.ts';
import type { Lab } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { anewIn } from './neighbours.ts';

interface Idle {
  readonly running: StartedLab;
  /** The scenario that had it last. */
  readonly from: string;
}

/** Between two looks at tunnels that are still on their way back. */
const LOOK_AGAIN_MS = 200;

/**
 * Labs that have come back clean from a scenario, for the next one: most start with an equal lab, and others with one that
 * an idle lab becomes as `up` would make it, by a few nodes. A lab is clean if, its faults undone, `up` finds nothing to do
 * to it, its tunnels are up and every pair of hosts is as the model predicts. A pool that mends has its labs made so when
 * they are taken.
 */
export class LabPool implements AsyncDisposable {
  readonly #idle: Idle[] = [];
  readonly #most: number;
  readonly #mends: boolean;

  /**
   * @param most labs that are kept; the one that has waited longest makes room.
   * @param mends whether one that comes back is not looked at before it is wanted, and then made whole, as `up` makes it.
   */
  constructor(most: number, { mends = false }: { readonly mends?: boolean } = {}) {
    this.#most = most;
    this.#mends = mends;
  }

  /** An idle lab that is the same but for its name, or that has become so; null if there is none. It is the caller's then. */
  async take(definition: Lab, dataplane: DataplaneChoice): Promise<Idle | null> {
    const fitting = this.#idle.filter(({ running }) => ['auto', running.dataplane].includes(dataplane));
    const idle =
      fitting.find(({ running }) => isSame(running.definition, definition)) ?? nearest(fitting, definition);
    if (idle === null) return null;
    this.#idle.splice(this.#idle.indexOf(idle), 1);
    const isReady = !this.#mends && isSame(idle.running.definition, definition);
    return isReady ? idle : become(idle, definition);
  }

  /** Takes a lab back: keeps it if it is clean, or is to be mended once it is wanted, and removes it otherwise. */
  async giveBack(running: StartedLab, from: string): Promise<void> {
    const look = this.#mends ? isWithoutFaults : isClean;
    const isKept = await look(running).catch(async (error: unknown) => {
      await running[Symbol.asyncDispose]();
      throw error;
    });
    if (!isKept) return running[Symbol.asyncDispose]();
    this.#idle.push({ running, from });
    if (this.#idle.length > this.#most) await this.#idle.shift()!.running[Symbol.asyncDispose]();
  }

  /** Removes the labs that are idle. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(({ running }) => running[Symbol.asyncDispose]()));
  }
}

const isSame = (one: Lab, other: Lab): boolean =>
  isDeepStrictEqual({ ...one, name: '' }, { ...other, name: '' });

/** The idle lab that becomes another with the fewest nodes made anew; null if a new lab costs no more than any. */
function nearest(idle: readonly Idle[], definition: Lab): Idle | null {
  const [first] = idle
    .flatMap((each) => {
      const anew = anewIn(each.running.plan, definition);
      return anew === null ? [] : [{ each, anew }];
    })
    .sort((a, b) => a.anew - b.anew);
  return first?.each ?? null;
}

/** Whether a lab can become another, with so few nodes made anew that it is worth it. */
export function canBecome({ plan }: StartedLab, definition: Lab): boolean {
  return anewIn(plan, definition) !== null;
}

/** Makes an idle lab another; null, and no lab, if it does not come to be as its file says. */
async function become({ running: before, from }: Idle, definition: Lab): Promise<Idle | null> {
  let running = before;
  try {
    const lab = { ...definition, name: before.name };
    const converged = await converge(lab, { dataplane: before.dataplane, ephemeral: true });
    running = converged.running;
    running.takeOver(before);
    const { failures, unprobed } = await verifyLab(running, converged.changes, { explain: false });
    if (failures.length === 0 && unprobed === null) return { running, from };
  } catch (error) {
    if (!(error instanceof LabError)) {
      await running[Symbol.asyncDispose]();
      throw error;
    }
  }
  await running[Symbol.asyncDispose]();
  return null;
}

/** Whether its faults could be undone. */
async function isWithoutFaults(running: StartedLab): Promise<boolean> {
  try {
    await undoAllFaults(running);
    return true;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

async function isClean(running: StartedLab): Promise<boolean> {
  if (!(await isWithoutFaults(running))) return false;
  try {
    const converged = await converge(running.definition, { dataplane: running.dataplane });
    await converged.running.close();
    if (converged.changes.length > 0) return false;
    return (await comesUp(running)) && (await matrix(running)).verdict === 'passed';
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/** Whether all tunnels are up at both ends: those that a fault had down may still be on their way. */
async function comesUp(running: StartedLab): Promise<boolean> {
  const areUp = async (): Promise<boolean> => {
    const { atRouters, atEndpoints } = await statesOfBothEnds(running);
    return [...atRouters, ...atEndpoints].every(isUp);
  };
  return until(areUp, Boolean, { within: BUDGETS_MS.initiatedAgain, everyMs: LOOK_AGAIN_MS });
}
