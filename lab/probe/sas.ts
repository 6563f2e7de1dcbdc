import { setTimeout as pause } from 'node:timers/promises';
import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { listSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { ViciError } from '../ike/vici-error.ts';
import { BUDGETS_MS } from './budgets.ts';

/** The IKE_SAs of a node, router or tunnel endpoint, with their CHILD_SAs. */
export async function ikeSas(lab: StartedLab, node: string): Promise<IkeSa[]> {
  const daemons = lab.plan.nodes.find(({ name }) => name === node)?.daemons ?? [];
  const sas = await Promise.all(daemons.map(({ name }) => daemonSas(lab, node, name)));
  return sas.flat();
}

/** The IKE_SAs of one charon daemon. One that does not run or answer, or whose node does not, has none. */
export async function daemonSas(lab: StartedLab, node: string, daemon: string): Promise<IkeSa[]> {
  const silence = pause(BUDGETS_MS.command, [], { ref: false });
  try {
    return await Promise.race([lab.node(node).vici(daemon).then(listSas), silence]);
  } catch (error) {
    if (error instanceof ViciError || error instanceof EngineError) return [];
    throw error;
  }
}
