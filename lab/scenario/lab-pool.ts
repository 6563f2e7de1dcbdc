import { isDeepStrictEqual } from 'node:util';
import type { DataplaneChoice } from '../engine/dataplane.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { converge } from '../lifecycle/converge.ts';
import { LabError } from '../errors.ts';
import { undoAllFaults } from '../faults/undo.ts';
import { matrix } from '../probe/matrix.ts';
import { isUp } from '../ike/current-sas.ts';
import { endpointStates, tunnelStates } from '../probe/tunnels.ts';
import type { Lab } from '../topology/types.ts';

interface Idle {
  readonly running: StartedLab;
  /** The scenario that had it last. */
  readonly from: string;
}

/**
 * Labs that have come back clean from a scenario, for the next one that starts with an equal lab: most do. A lab is
 * clean if, its faults undone, `up` finds nothing to do to it, its tunnels are up and every pair of hosts is as the model
 * predicts.
 */
export class LabPool implements AsyncDisposable {
  readonly #idle: Idle[] = [];
  readonly #most: number;

  /** @param most labs that are kept; the one that has waited longest makes room. */
  constructor(most: number) {
    this.#most = most;
  }

  /** An idle lab that is the same but for its name, or null. It is the caller's then. */
  take(definition: Lab, dataplane: DataplaneChoice): Idle | null {
    const index = this.#idle.findIndex(
      ({ running }) =>
        isSame(running.definition, definition) && ['auto', running.dataplane].includes(dataplane),
    );
    return index < 0 ? null : this.#idle.splice(index, 1)[0]!;
  }

  /** Takes a lab back: keeps it if it is clean, and removes it otherwise. */
  async giveBack(running: StartedLab, from: string): Promise<void> {
    const clean = await isClean(running).catch(async (error: unknown) => {
      await running[Symbol.asyncDispose]();
      throw error;
    });
    if (!clean) return running[Symbol.asyncDispose]();
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

async function isClean(running: StartedLab): Promise<boolean> {
  try {
    await undoAllFaults(running);
    const converged = await converge(running.definition, { dataplane: running.dataplane });
    await converged.running.close();
    if (converged.changes.length > 0) return false;
    const tunnels = [...(await tunnelStates(running)), ...(await endpointStates(running))];
    return tunnels.every(isUp) && (await matrix(running)).verdict === 'passed';
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}
