import { given } from '../../given.ts';
import { AWS_MED, maxLearnedPrefixes } from '../../aws/bgp-session.ts';
import { associatedTable } from '../../aws/transit-gateway.ts';
import { bgpNeighbor, bgpTunnel, bgpTunnels } from '../../topology/graph/bgp.ts';
import { internalPeers } from '../../topology/graph/internal-bgp.ts';
import { hostAddress } from '../../topology/graph/sites.ts';
import { insideAddresses } from '../../topology/graph/tunnels.ts';
import { PREFERENCES } from '../../bgp/bird-gateway.ts';
import { TIMERS } from '../../topology/timers.ts';
import type { CustomerGateway, Lab, Router, TransitGateway, Tunnel } from '../../topology/types.ts';
import { linkAddresses, TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { CHILD_SA_PROTOCOL } from '../child-sa.ts';
import { peerAddress } from '../commands/ip-address.ts';
import type { IpAddress } from '../commands/ip-address.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { IpRoute } from '../commands/ip-route.ts';
import type { NumberedTable } from '../dataplane/types.ts';
import type { BirdPlan } from '../services/bird.ts';
import type { FrrPlan } from '../services/frr.ts';
import { routeToGateway, sessionWithGateway } from './gateway-session.ts';
import { speakingAttachments } from './bird-attachment.ts';
import { directConnectNeighbors } from './direct-connect.ts';

/** The BIRD of a tunnel endpoint; none if its connection is static. */
export function endpointBird(lab: Lab, tunnel: Tunnel): BirdPlan[] {
  const session = bgpTunnel(lab, tunnel);
  if (session === undefined) return [];
  return [
    {
      kind: 'bird',
      configuration: {
        at: 'endpoint',
        address: session.endpointAddress,
        gateway: { address: TRANSIT_GATEWAY_ADDRESS },
        asn: session.gateway.amazonSideAsn,
        ipVersion: session.ipVersion,
        ...(session.ipVersion === 'ipv6' && { nextHop: linkAddresses({ ipVersion: 'ipv6' }).attachment }),
        inside: insideAddresses(tunnel),
        customerAsn: session.customerGateway.bgpAsn,
        med: AWS_MED,
        maxPrefixes: maxLearnedPrefixes(session.gateway),
        timers: TIMERS[lab.timers].bgp,
      },
    },
  ];
}

/** What a tunnel's endpoint has at all times for the session with its gateway; nothing if its connection is static. */
export function endpointSession(lab: Lab, tunnel: Tunnel): IpCommand[] {
  const session = bgpTunnel(lab, tunnel);
  return session === undefined ? [] : sessionWithGateway(session);
}

/** The route to its gateway that the session needs at the endpoint: it comes and goes with the link, as the CHILD_SA does. */
export function endpointSessionRoute(lab: Lab, tunnel: Tunnel): IpRoute[] {
  const session = bgpTunnel(lab, tunnel);
  if (session === undefined) return [];
  return [{ ...routeToGateway(session), verb: 'replace', protocol: CHILD_SA_PROTOCOL }];
}

/** The same at the gateway, for the tunnel that an interface of it leads to. */
export function gatewaySessionAddress(lab: Lab, tunnel: string, interfaceName: string): IpAddress[] {
  const session = bgpTunnel(lab, { name: tunnel });
  if (session === undefined) return [];
  return [peerAddress(TRANSIT_GATEWAY_ADDRESS, session.endpointAddress, interfaceName)];
}

/** The BIRD of a Transit Gateway; none if nothing that it attaches speaks BGP. */
export function gatewayBird(
  lab: Lab,
  gateway: TransitGateway,
  tables: readonly Pick<NumberedTable, 'name' | 'number'>[],
): BirdPlan[] {
  const speaking = speakingAttachments(lab, gateway);
  if (speaking.length === 0) return [];
  return [
    {
      kind: 'bird',
      configuration: {
        at: 'gateway',
        routerId: TRANSIT_GATEWAY_ADDRESS,
        address: TRANSIT_GATEWAY_ADDRESS,
        asn: gateway.amazonSideAsn,
        ecmp: gateway.vpnEcmpSupport === 'enable',
        tables: tables.map(({ name, number }) => ({ name, number })),
        attachments: speaking.map(({ attachment: { name, resourceType }, ...speaker }) => ({
          ...speaker,
          name,
          preference: resourceType === 'vpn' ? PREFERENCES.vpn : PREFERENCES.directConnect,
          association: associatedTable(gateway, name)?.name ?? null,
          propagations: gateway.routeTables
            .filter(({ propagations }) => propagations.includes(name))
            .map((table) => table.name),
        })),
        vpc: null,
      },
    },
  ];
}

/** The FRR of a router that the lab configures; none if it has neither a connection for a tunnel with BGP nor Direct Connect. */
export function routerFrr(lab: Lab, customerGateway: CustomerGateway): FrrPlan[] {
  const { router } = customerGateway;
  const sessions = sessionsOf(lab, router);
  const links = directConnectNeighbors(lab, router);
  if (sessions.length + links.length === 0) return [];
  return [
    {
      kind: 'frr',
      configuration: {
        hostname: router.name,
        asn: router.bgp.asn,
        address: hostAddress(customerGateway),
        ...given({ ipv6Address: router.insideSubnets[0]?.ipv6?.ipAddress }),
        maximumPaths: router.bgp.maximumPaths,
        lans: router.insideSubnets.flatMap(({ cidrBlock, ipv6 }) =>
          ipv6 === undefined ? [cidrBlock] : [cidrBlock, ipv6.cidrBlock],
        ),
        neighbors: [
          ...sessions.map(({ tunnel, gateway, connection }) => ({
            ...bgpNeighbor(router, connection),
            address: insideAddresses(tunnel).aws,
            asn: gateway.amazonSideAsn,
            timers: TIMERS[lab.timers].bgp,
            bfd: false,
          })),
          ...links,
        ],
        peers: internalPeers(lab, customerGateway).flatMap((peer) =>
          peer.router.insideSubnets
            .slice(0, 1)
            .map(({ ipAddress }) => ({ address: ipAddress, timers: TIMERS[lab.timers].bgp })),
        ),
      },
    },
  ];
}

function sessionsOf(lab: Lab, { name }: Router) {
  return bgpTunnels(lab).flatMap(({ connection, ...session }) =>
    session.customerGateway.router.name === name && connection !== null ? [{ ...session, connection }] : [],
  );
}

const MAX_DISTANCE = 254;

/**
 * A router with the metrics that its static routes have beside BGP. FRR takes a route that it finds in the kernel for better than any of its own, unless
 * the metric has an administrative distance in its first byte (FRR documentation, zebra: Administrative Distance); that of
 * BGP is 20. So the lowest metric of the lab file wins here, too.
 */
export function besideBgp(router: Router): Router {
  const routes = router.routes.map((route) => ({
    ...route,
    metric: Math.min(route.metric, MAX_DISTANCE) * 2 ** 24 + (route.metric % 2 ** 24),
  }));
  return { ...router, routes };
}
