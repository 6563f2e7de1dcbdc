import { UsageError } from '../errors.ts';
import { bgpTunnel, bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { gatewayOfRouter } from '../topology/edits/router.ts';
import type { CustomerGateway } from '../topology/types.ts';
import type { PlannedLab } from './fault.ts';
import { requireLabConfigured } from './own-router.ts';
import { tunnelNamed } from './vpn-objects.ts';

const HINT = 'its VPN connection needs staticRoutesOnly: false';

/**
 * The BGP session of the tunnel of that name.
 * @throws {UsageError} if there is no such tunnel, or none is spoken over it.
 */
export function sessionNamed(planned: PlannedLab, tunnel: string): BgpTunnel {
  const session = bgpTunnel(planned.definition, tunnelNamed(planned, tunnel));
  if (session !== undefined) return session;
  throw new UsageError({ key: 'tunnel', what: 'has no BGP session', value: tunnel, hint: HINT });
}

/**
 * The customer gateway of a router that speaks BGP as the lab file has it.
 * @throws {UsageError} if there is no such router, it speaks no BGP, or it has files of its owner's own.
 */
export function speakerNamed({ definition: lab }: PlannedLab, router: string): CustomerGateway {
  const gateway = gatewayOfRouter(lab, router);
  if (bgpTunnels(lab).every(({ customerGateway }) => customerGateway.name !== gateway.name))
    throw new UsageError({ key: 'router', what: 'speaks no BGP', value: router, hint: HINT });
  requireLabConfigured(gateway.router, 'change its FRR: vtysh in the router');
  return gateway;
}
