import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { listSas } from '../ike/sa.ts';
import type { IkeSa } from '../ike/sa.ts';
import { ViciError } from '../ike/vici-error.ts';

/** The IKE_SAs of a node, router or tunnel endpoint, with their CHILD_SAs. */
export async function ikeSas(lab: StartedLab, node: string): Promise<IkeSa[]> {
  const daemons = lab.plan.nodes.find(({ name }) => name === node)?.daemons ?? [];
  const sas = await Promise.all(daemons.map(({ name }) => daemonSas(lab, node, name)));
  return sas.flat();
}

/** The IKE_SAs of one charon daemon. One that does not run, or whose node does not, has none. */
export async function daemonSas(lab: StartedLab, node: string, daemon: string): Promise<IkeSa[]> {
  try {
    return await listSas(await lab.node(node).vici(daemon));
  } catch (error) {
    if (error instanceof ViciError || error instanceof EngineError) return [];
    throw error;
  }
}
