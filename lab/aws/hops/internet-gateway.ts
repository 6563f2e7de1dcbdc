import { sessionsOfVersion } from '../../topology/graph/bgp.ts';
import { contains } from '../../topology/cidr.ts';
import { blocksBeyond, hasPublicAddress } from '../../topology/graph/sites.ts';
import { INTERNET } from '../../topology/names.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { CustomerGateway, Lab, Router } from '../../topology/types.ts';
import { advertisedRoutes } from '../bgp-routes.ts';
import { sessionTrouble } from '../bgp-session.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { missingRule } from '../filters/security-groups.ts';
import type { Flow } from '../flow.ts';
import { sessionDrop } from './missing-route.ts';
import { notAllowed } from './virtual-interface.ts';
import { lookup } from '../lookup.ts';
import { withDestination, withSource } from './packet.ts';
import type { Packet } from './packet.ts';
import { atRouter } from './position.ts';
import type { AtInternetGateway, Outcome } from './position.ts';

/**
 * What the Internet gateway in front of a router does: it lets the router alone out, by its Elastic IP. Where BGP was to
 * bring the router a route, that it has brought none is the cause. In the subnet of a one-armed router it is the implicit
 * router, and leads to the router what its hosts send to VPCs and other sites.
 */
export function hopAtInternetGateway(
  packet: Packet,
  { node, customerGateway, from }: AtInternetGateway,
): Outcome {
  const { lab, source, destination } = packet;
  const { router } = customerGateway;
  const { address } = destination;
  if (from === 'internet') return hopInwards(packet, customerGateway);
  if (destination.kind === 'onPremises' && destination.customerGateway.site === customerGateway.site)
    return destination.name === router.name ? atRouter(customerGateway) : 'delivered';
  if (from === 'host' && blocksBeyond(lab, customerGateway).some((block) => contains(block, address)))
    return atRouter(customerGateway);
  if (source.address === router.privateIpAddress)
    return { kind: 'internet', node: INTERNET, packet: withSource(packet, customerGateway.ipAddress) };
  return (
    (destination.kind === 'internet'
      ? null
      : (missingBgpRoute(lab, router, address) ?? notAllowed(lab, router, address))) ??
    drop('internetGatewayRefuses', { router: router.name, address, node })
  );
}

/** What the security group of a router behind NAT lets in unasked: SSH, IKE and NAT-T. */
const OPEN_PORTS: readonly (readonly [Flow['protocol'], number])[] = [
  ['tcp', 22],
  ['udp', 500],
  ['udp', 4500],
];

/** From the Internet: by its public address to the router, through the security group of one that is behind NAT. */
function hopInwards(packet: Packet, customerGateway: CustomerGateway): Outcome {
  const { flow, source } = packet;
  const { router } = customerGateway;
  const isOpen = OPEN_PORTS.some(
    ([protocol, port]) => flow.protocol === protocol && flow.destinationPort === port,
  );
  if (flow.direction === 'request' && !isOpen && !hasPublicAddress(customerGateway)) {
    const behindNat = { name: router.name, securityGroups: ['the security group'] };
    return drop('noInboundRule', missingRule(behindNat, flow, source.address));
  }
  return { ...atRouter(customerGateway), packet: withDestination(packet, router.privateIpAddress) };
}

function missingBgpRoute(lab: Lab, { name }: Router, address: string): Explanation | null {
  const sessions = sessionsOfVersion(lab).filter(
    ({ customerGateway }) => customerGateway.router.name === name,
  );
  const session = sessions.find((each) => sessionTrouble(lab, each) === null) ?? sessions[0];
  if (session === undefined) return null;
  const trouble = sessionTrouble(lab, session);
  if (trouble !== null) return sessionDrop(session, trouble);
  const vpn = session.vpnConnection.name;
  const advertised = lookup(advertisedRoutes(lab, session), address);
  if (advertised !== null) {
    const prefix = advertised.destinationCidrBlock;
    return drop('advertisedNotUsed', { router: name, address, vpn, prefix });
  }
  const attachment = attachmentOf(session.gateway, 'vpn', vpn);
  if (attachment === undefined) return null;
  return drop('notAdvertised', { router: name, address, vpn, vpnAttachment: attachment.name });
}
