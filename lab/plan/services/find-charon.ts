import { bound } from '../../topology/graph/find.ts';
import { tunnelOfConnection } from '../../topology/graph/tunnels.ts';
import type { Lab } from '../../topology/types.ts';
import type { NodePlan, Plan } from '../types.ts';
import { isCharon } from './charon.ts';
import type { CharonPlan } from './charon.ts';

/** The charon daemons of a node that the lab configures; none of a router that is its owner's own. */
export function charonsOf({ services }: NodePlan): CharonPlan[] {
  return services.filter(isCharon);
}

/**
 * The charon of a node that has a connection, where the lab configures it; at a tunnel endpoint the connection has the
 * tunnel's name.
 */
export function charonOf({ nodes }: Plan, node: string, connection: string): CharonPlan {
  return plannedCharon({ nodes }, node, connection)!;
}

/**
 * Name of the IKE daemon of a node that has a connection: as planned, or, of a router that is its owner's own, as it was
 * seen. Null where none has, or none that tells: libreswan's does not.
 */
export function daemonOf(lab: Lab, plan: Plan, node: string, connection: string): string | null {
  const planned = plannedCharon(plan, node, connection);
  return planned?.name ?? tunnelOfConnection(lab, node, connection)?.connection.daemon ?? null;
}

function plannedCharon(
  { nodes }: Pick<Plan, 'nodes'>,
  node: string,
  connection: string,
): CharonPlan | undefined {
  const charons = charonsOf(bound(nodes, node));
  return charons.find(({ connections }) => connections.some(({ name }) => name === connection));
}
