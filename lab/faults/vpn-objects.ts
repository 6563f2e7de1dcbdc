import * as z from 'zod';
import { configuredTunnels, tunnelsOf } from '../topology/graph/tunnels.ts';
import type { ConfiguredTunnel } from '../topology/graph/tunnels.ts';
import type { Tunnel } from '../topology/types.ts';
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

/**
 * The router's connection of that name, with its tunnel's two ends.
 * @throws {UsageError} if there is none; the nearest name is offered.
 */
export function connectionNamed(planned: PlannedLab, name: string): ConfiguredTunnel {
  const { item } = routerConnectionNamed(planned.definition, name);
  return configuredTunnels(planned.definition).find(({ connection }) => connection === item)!;
}
