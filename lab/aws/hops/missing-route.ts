import { contains } from '../../topology/cidr.ts';
import { bgpTunnels } from '../../topology/graph/bgp.ts';
import type { BgpTunnel } from '../../topology/graph/bgp.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { Attachment, Gateway, Lab } from '../../topology/types.ts';
import { MAX_LEARNED_PREFIXES, sessionTrouble } from '../bgp-session.ts';
import type { SessionTrouble } from '../bgp-session.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import type { Host } from '../hosts.ts';
import type { Packet } from './packet.ts';

/** The table that has no route, and the attachment that is associated with it. */
interface Where {
  readonly table: string;
  readonly attachment: string;
}

/** Why a gateway's table has no route to an address: behind a VPN connection with BGP, what of BGP is amiss. */
export function missingRouteDrop(
  { lab, destination }: Pick<Packet, 'lab' | 'destination'>,
  gateway: Gateway,
  where: Where,
): Explanation {
  const { address } = destination;
  for (const session of sessionsTowards(lab, destination)) {
    const attachment = attachmentOf(gateway, 'vpn', session.vpnConnection.name);
    if (attachment !== undefined) return missingBgpRoute(lab, session, attachment, { ...where, address });
  }
  return drop('noTransitGatewayRoute', { ...where, address });
}

/** The sessions that could bring a route to a host: those of its own site. */
function sessionsTowards(lab: Lab, host: Host): BgpTunnel[] {
  if (host.kind !== 'onPremises') return [];
  return bgpTunnels(lab).filter(({ customerGateway }) => customerGateway.name === host.customerGateway.name);
}

function missingBgpRoute(
  lab: Lab,
  session: BgpTunnel,
  { name: vpnAttachment }: Attachment,
  where: Where & { readonly address: string },
): Explanation {
  const { router } = session.customerGateway;
  const trouble = sessionTrouble(lab, session);
  if (trouble !== null) return sessionDrop(session, trouble);
  const vpn = session.vpnConnection.name;
  const prefix = router.bgp.networks.find((network) => contains(network, where.address));
  if (prefix === undefined) return drop('notAnnounced', { ...where, router: router.name, vpn });
  return drop('notPropagated', { ...where, vpn, prefix, vpnAttachment });
}

/** What a session that is down by the configuration of its two ends is to the packets that it brings no route for. */
export function sessionDrop(
  { tunnel, vpnConnection, customerGateway }: BgpTunnel,
  trouble: SessionTrouble,
): Explanation {
  const { name: gateway, bgpAsn, router } = customerGateway;
  switch (trouble) {
    case 'tunnelStaysDown':
      return drop('noTunnelComesUp', { vpn: vpnConnection.name, router: router.name });
    case 'asnsDiffer':
      return drop('asnsDiffer', {
        tunnel: tunnel.name,
        router: router.name,
        asn: router.bgp.asn,
        gateway,
        bgpAsn,
      });
    case 'tooManyPrefixes':
      return drop('prefixLimitReached', {
        tunnel: tunnel.name,
        router: router.name,
        limit: MAX_LEARNED_PREFIXES,
      });
  }
}
