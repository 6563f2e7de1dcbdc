import { bound } from '../topology/graph/find.ts';
import type { Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import type { Deed } from './fault.ts';

/** Sets a sysctl of a running node, e.g. `net.ipv4.ip_forward`: the fabric can, /proc/sys is read-only in the node. */
export function setSysctl(node: string, name: string, value: string): Deed {
  return { node: FABRIC, run: `s2s-sysctl ${node} ${name.replaceAll('.', '/')}=${value}` };
}

/** The value that a node has of a sysctl from its start. */
export function plannedSysctl(plan: Plan, node: string, name: string): string {
  return bound(plan.nodes, node).sysctls[name]!;
}
