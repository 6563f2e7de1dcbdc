import { contains } from '../../topology/cidr.ts';
import { sessionsOfVersion } from '../../topology/graph/bgp.ts';
import type { BgpTunnel } from '../../topology/graph/bgp.ts';
import { insideAddresses } from '../../topology/graph/tunnels.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { Gateway, Lab, TransitGateway } from '../../topology/types.ts';
import { directConnectPrefixes } from '../direct-connect.ts';
import { learnedRoutes, maxLearnedPrefixes, sessionTrouble } from '../bgp-session.ts';
import type { SessionTrouble } from '../bgp-session.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { unroutedVpc } from '../unrouted-vpc.ts';
import type { Packet } from './packet.ts';

type Towards = Pick<Packet, 'lab' | 'destination'>;

/** The Transit Gateway's table that has no route, and the attachment that is associated with it. */
interface Where {
  readonly table: string;
  readonly attachment: string;
}

/**
 * Why a Transit Gateway's table has no route to an address: of a VPC, or of a site behind Direct Connect, that it is not propagated;
 * behind a VPN connection with BGP, what of BGP is amiss.
 */
export function missingTableRoute(packet: Towards, gateway: TransitGateway, where: Where): Explanation {
  const { address } = packet.destination;
  const ofVpc = unroutedVpc(packet.lab, gateway, { ...where, address });
  if (ofVpc !== null) return { kind: 'drop', ...ofVpc };
  const [session, ...others] = sessionsTowards(packet, gateway);
  const prefix = session === undefined ? null : learnedPrefix(packet, [session, ...others]);
  const direct = prefix === null ? behindDirectConnect(packet, gateway) : null;
  if (direct !== null) return drop('notPropagated', { ...where, address, ...direct });
  if (session === undefined) return drop('noTransitGatewayRoute', { ...where, address });
  const down = allDown(packet.lab, [session, ...others]);
  if (down !== null) return down;
  const vpn = session.vpnConnection.name;
  if (prefix === null) return drop('notAnnounced', { ...where, address, vpn, router: routerOf(session) });
  const resourceAttachment = attachmentOf(gateway, 'vpn', vpn)!.name;
  return drop('notPropagated', { ...where, address, resource: vpn, prefix, resourceAttachment });
}

/** The Direct Connect gateway that has a prefix for an address, and its attachment; null if none has. */
function behindDirectConnect({ lab, destination: { address } }: Towards, { attachments }: TransitGateway) {
  for (const attachment of attachments) {
    const { resource, resourceType, name: resourceAttachment } = attachment;
    if (resourceType !== 'direct-connect-gateway') continue;
    const prefix = directConnectPrefixes(lab, attachment).find((each) => contains(each, address));
    if (prefix !== undefined) return { resource, resourceAttachment, prefix };
  }
  return null;
}

/** Why a virtual private gateway has no route to an address. */
export function missingVpnRoute(packet: Towards, gateway: Gateway): Explanation {
  const { address } = packet.destination;
  const sessions = sessionsTowards(packet, gateway);
  const [session] = sessions;
  if (session === undefined) return drop('noVpnConnectionRoute', { gateway: gateway.name, address });
  const vpn = session.vpnConnection.name;
  return (
    allDown(packet.lab, sessions) ??
    drop('notAnnouncedToGateway', { gateway: gateway.name, address, vpn, router: routerOf(session) })
  );
}

/** The sessions that could bring a gateway a route to a host: those of its own site. */
function sessionsTowards({ lab, destination }: Towards, gateway: Gateway): BgpTunnel[] {
  if (destination.kind !== 'onPremises') return [];
  const site = destination.customerGateway.name;
  return sessionsOfVersion(lab).filter(
    (each) =>
      each.customerGateway.name === site &&
      attachmentOf(gateway, 'vpn', each.vpnConnection.name) !== undefined,
  );
}

/** What keeps the first of some sessions down, if none of them comes up. */
function allDown(lab: Lab, sessions: readonly BgpTunnel[]): Explanation | null {
  const troubles = sessions.map((session) => ({ session, trouble: sessionTrouble(lab, session) }));
  const [first] = troubles;
  if (first === undefined || first.trouble === null || troubles.some(({ trouble }) => trouble === null))
    return null;
  return sessionDrop(first.session, first.trouble);
}

/** The prefix that one of some sessions has brought for an address. */
function learnedPrefix({ lab, destination }: Towards, sessions: readonly BgpTunnel[]): string | null {
  const prefixes = sessions.flatMap((session) =>
    learnedRoutes(lab, session).map(({ destinationCidrBlock }) => destinationCidrBlock),
  );
  return prefixes.find((prefix) => contains(prefix, destination.address)) ?? null;
}

const routerOf = ({ customerGateway }: BgpTunnel): string => customerGateway.router.name;

/** What a session that is down by the configuration of its two ends is to the packets that it brings no route for. */
export function sessionDrop(session: BgpTunnel, trouble: SessionTrouble): Explanation {
  const { tunnel, vpnConnection, customerGateway, gateway: amazon } = session;
  const { name: gateway, bgpAsn, router } = customerGateway;
  const names = { tunnel: tunnel.name, router: router.name };
  switch (trouble) {
    case 'tunnelStaysDown':
      return drop('noTunnelComesUp', { vpn: vpnConnection.name, router: router.name });
    case 'asnsDiffer':
      return drop('asnsDiffer', { ...names, asn: router.bgp.asn, gateway, bgpAsn });
    case 'tooManyPrefixes':
      return drop('prefixLimitReached', { ...names, limit: maxLearnedPrefixes(amazon) });
    case 'notEstablished':
      return drop('sessionDown', {
        ...names,
        state: 'when it was last looked at',
        awsAddress: insideAddresses(tunnel).aws,
        asn: amazon.amazonSideAsn,
      });
  }
}
