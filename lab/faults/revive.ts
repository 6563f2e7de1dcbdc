import type { Lab } from '../topology/types.ts';
import type { Deed } from './fault.ts';

/**
 * Lets the routers initiate the connections of a tunnel that they are to initiate and have no IKE_SA for: strongSwan
 * does not come back by itself once the peer has deleted the IKE_SA.
 */
export function reviveTunnel(lab: Lab, tunnel: string): Deed[] {
  return lab.customerGateways.flatMap(({ router }) =>
    router.connections
      .filter((connection) => connection.tunnel === tunnel && connection.auto === 'start')
      .map(({ name }) => ({ node: router.name, run: `s2s-ike initiate ${name}` })),
  );
}
