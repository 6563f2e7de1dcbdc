import { UsageError } from '../errors.ts';
import { bgpTunnel, bgpTunnels } from '../topology/graph/bgp.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import { gatewayOfRouter } from '../topology/edits/router.ts';
import type { CustomerGateway } from '../topology/types.ts';
import type { Deed, PlannedLab } from './fault.ts';
import { requireLabConfigured } from './own-router.ts';
import { tunnelNamed } from './vpn-objects.ts';

/** Lower than that of every tunnel; AWS documents no number. */
export const LOWER_MED = 50;

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

/** The other tunnels of a session's VPN connection that have one, by their names. */
export function otherSessions(
  { definition: lab }: PlannedLab,
  { tunnel, vpnConnection }: BgpTunnel,
): string[] {
  return bgpTunnels(lab)
    .filter((each) => each.vpnConnection.name === vpnConnection.name && each.tunnel.name !== tunnel.name)
    .map((each) => each.tunnel.name);
}

/** Defines a constant of an endpoint's BIRD otherwise (lab/bgp/bird-endpoint.ts), or, with null, as its own file has it. */
export function withConstant(node: string, constant: 'MED' | 'MED_ADDED', value: number | null): Deed {
  const file = '/etc/s2s/bird.conf';
  const changed = '/run/bird/changed.conf';
  const run =
    value === null
      ? 'birdc configure'
      : `sed 's/^define ${constant} = .*/define ${constant} = ${value};/' ${file} >${changed} && birdc 'configure "${changed}"'`;
  return { node, run };
}
