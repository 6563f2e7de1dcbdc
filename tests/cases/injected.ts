import { expect } from 'vitest';
import { driftedNodes } from '../../lab/engine/drift.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import type { FaultName, FaultParameters } from '../../lab/faults/catalogue.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import { undoFault } from '../../lab/faults/undo.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';

/** Injects a fault, shows its effect, undoes it, and shows that the lab is as if nothing had been. */
export async function whileFaulty<Name extends FaultName>(
  lab: StartedLab,
  fault: Name,
  parameters: FaultParameters<Name>,
  effect: () => Promise<unknown>,
): Promise<void> {
  const { id } = await injectFault(lab, fault, parameters);
  try {
    await effect();
    expect(JSON.stringify(await activeFaults(lab))).toContain(fault);
  } finally {
    await undoFault(lab, id);
  }
  await isWhole(lab);
}

/** The lab is as it was before any fault. */
export async function isWhole(lab: StartedLab): Promise<void> {
  expect(await activeFaults(lab)).toEqual([]);
  await awaitTunnels(lab);
  const { cells } = await matrix(lab);
  expect(cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(await driftedNodes(lab.node('fabric'))).toEqual([]);
}
