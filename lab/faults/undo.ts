import type { StartedLab } from '../engine/started-lab.ts';
import { LabError, UsageError } from '../errors.ts';
import { doAll } from './deeds.ts';
import { activeFaults, forget } from './injected.ts';
import type { InjectedFault } from './injected.ts';

/**
 * Undoes a fault by its id.
 * @throws {UsageError} if the lab has no such fault.
 * @throws {FaultError} if a node refuses; the fault is then still listed.
 */
export async function undoFault(running: StartedLab, id: number): Promise<InjectedFault> {
  const [fault] = await undoFaults(running, [id]);
  return fault!;
}

/**
 * Takes an injected fault back and does nothing else, so that it shows what comes back by itself: no tunnel is initiated.
 * @throws {FaultError} if a node refuses; the fault is then still listed.
 */
export async function takeBack(running: StartedLab, fault: InjectedFault): Promise<void> {
  const deeds = fault.undo.filter((deed) => 'container' in deed || deed.byHand !== true);
  await undo(running, { ...fault, undo: deeds });
}

/**
 * Undoes faults by their ids, the newest first: a later one may stand on an earlier one.
 * @throws {UsageError} if the lab lacks one of them; nothing has been done then.
 * @throws {FaultError} if a node refuses; that fault, and those before it, are then still listed.
 */
export async function undoFaults(running: StartedLab, ids: readonly number[]): Promise<InjectedFault[]> {
  const faults = await activeFaults(running);
  const unknown = ids.filter((id) => !faults.some((each) => each.id === id));
  if (unknown.length > 0) {
    throw new UsageError({
      what: `lab ${running.name} has no fault of that number`,
      value: unknown.join(', '),
      hint: faults.length === 0 ? 'it has none' : `it has ${faults.map((each) => each.id).join(', ')}`,
    });
  }
  const toUndo = faults.filter(({ id }) => ids.includes(id)).reverse();
  for (const fault of toUndo) await undo(running, fault);
  return toUndo;
}

/**
 * Undoes every fault, the newest first.
 * @throws {FaultError} if a node refuses; that fault, and those before it, are then still listed.
 */
export async function undoAllFaults(running: StartedLab): Promise<InjectedFault[]> {
  return undoFaults(
    running,
    (await activeFaults(running)).map(({ id }) => id),
  );
}

/** Undoes every fault that can be undone, the newest first; one whose node refuses, or does not run, is left. */
export async function undoPossibleFaults(running: StartedLab): Promise<InjectedFault[]> {
  const undone: InjectedFault[] = [];
  for (const fault of (await activeFaults(running)).reverse()) {
    try {
      await undo(running, fault);
      undone.push(fault);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  }
  return undone;
}

async function undo(running: StartedLab, fault: InjectedFault): Promise<void> {
  await doAll(running, fault.undo);
  await forget(running, fault.id);
}
