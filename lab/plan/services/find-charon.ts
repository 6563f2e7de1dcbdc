import { bound } from '../../topology/graph/find.ts';
import type { NodePlan, Plan } from '../types.ts';
import { isCharon } from './charon.ts';
import type { CharonPlan } from './charon.ts';

/** The charon daemons of a node. */
export function charonsOf({ services }: NodePlan): CharonPlan[] {
  return services.filter(isCharon);
}

/** The charon of a node that has a connection; at a tunnel endpoint the connection has the tunnel's name. */
export function charonOf({ nodes }: Plan, node: string, connection: string): CharonPlan {
  const charons = charonsOf(bound(nodes, node));
  return charons.find(({ connections }) => connections.some(({ name }) => name === connection))!;
}
