import { z } from 'zod';
import { tunnelOf, tunnelsOf } from '../topology/graph/tunnels.ts';
import type { CustomerGateway, RouterConnection, Tunnel } from '../topology/types.ts';
import type { PlannedLab } from './fault.ts';
import { objectNamed } from '../topology/edits/objects.ts';
import { routerConnectionNamed } from '../topology/edits/router.ts';

/** Parameter: the name of a VPN tunnel. */
export const TUNNEL = z.string().describe('tunnel, e.g. tunnel-1');
/** Parameter: the name of a customer gateway. */
export const CUSTOMER_GATEWAY = z.string().describe('customer gateway, e.g. onprem');
/** Parameter: the name of a router's connection. */
export const CONNECTION = z
  .string()
  .describe(
    'connection of a router, e.g. Tunnel1; <customer gateway>/<connection> where two routers have it',
  );

/**
 * The tunnel of that name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function tunnelNamed({ definition: lab }: PlannedLab, name: string): Tunnel {
  return objectNamed(
    'tunnel',
    tunnelsOf(lab).map(({ tunnel }) => tunnel),
    name,
  );
}

/** A router's connection with what is at its two ends. */
export interface ConnectionEnds {
  readonly gateway: CustomerGateway;
  readonly connection: RouterConnection;
  readonly tunnel: Tunnel;
}

/**
 * The router's connection of that name.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function connectionNamed(planned: PlannedLab, name: string): ConnectionEnds {
  const { owner, item } = routerConnectionNamed(planned.definition, name);
  return { gateway: owner, connection: item, tunnel: tunnelOf(planned.definition, item.tunnel).tunnel };
}
