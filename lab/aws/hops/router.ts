import { bound } from '../../topology/graph/find.ts';
import { contains } from '../../topology/cidr.ts';
import { isOneArmed, peersOf } from '../../topology/graph/sites.ts';
import { tunnelOf } from '../../topology/graph/tunnels.ts';
import type { DirectConnectLink } from '../../topology/graph/direct-connect.ts';
import type { CustomerGateway, Lab, Router, RouterRoute } from '../../topology/types.ts';
import { BGP_METRIC } from '../bgp-metric.ts';
import { bgpRoutes } from '../bgp-routes.ts';
import { directConnectRoutes } from '../direct-connect.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import { internalRoutes } from '../internal-routes.ts';
import { lookup } from '../lookup.ts';
import type { Packet } from './packet.ts';
import { atInternetGateway, atRouter, atVirtualInterface, isPosition } from './position.ts';
import type { AtRouter, Outcome } from './position.ts';
import { trafficSelectorDrop } from './traffic-selectors.ts';

/**
 * What an on-premises router does: longest prefix, then lowest metric. What is for no tunnel goes to its own subnets,
 * and by its default route to the Internet gateway.
 */
export function hopAtRouter(packet: Packet, { customerGateway }: AtRouter): Outcome {
  const { lab, source, destination } = packet;
  const { site, router } = customerGateway;
  if (destination.name === router.name) return 'delivered';
  const [route, ...others] = routesTo(lab, customerGateway, source.address, destination.address);
  if (route?.peer !== undefined) return atRouter(route.peer);
  if (route?.link !== undefined) return atVirtualInterface(route.link, 'gateway');
  // The Internet of the lab is IPv4, and so is the router's default route.
  if (route === undefined)
    return drop('noIpv6RouteAtRouter', { router: router.name, address: destination.address });
  if (typeof route.connection !== 'string') {
    const isLocal = destination.kind === 'onPremises' && destination.customerGateway.site === site;
    return isLocal && !isOneArmed(router) ? 'delivered' : atInternetGateway(customerGateway, 'router');
  }
  const into = ({ connection }: RouteOfRouter): Outcome | null =>
    connection === null ? null : intoTunnel(packet, router, connection);
  const alternatives = others.map(into).filter((each) => each !== null && isPosition(each));
  const first = intoTunnel(packet, router, route.connection);
  return isPosition(first) && alternatives.length > 0 ? { ...first, alternatives } : first;
}

function intoTunnel({ lab, source, destination }: Packet, router: Router, connectionName: string): Outcome {
  const connection = bound(router.connections, connectionName);
  const node = connection.tunnel;
  const { vpnConnection } = tunnelOf(lab, node);
  if (staysDown(lab, node)) {
    const facts = { router: router.name, connection: connection.name };
    return { ...drop('routeIntoUninitiatedTunnel', facts), tunnelPeer: node };
  }
  return (
    trafficSelectorDrop(vpnConnection, connection, source, destination, node) ?? {
      kind: 'tunnel',
      node,
      vpnConnection,
      connection,
      towards: 'gateway',
    }
  );
}

/** A route of a router: into a tunnel, to a virtual interface, to another router of its site, or elsewhere. */
interface RouteOfRouter {
  readonly destinationCidrBlock: string;
  readonly metric: number;
  /** Null where it leads into no tunnel. */
  readonly connection: string | null;
  readonly link?: DirectConnectLink;
  readonly peer?: CustomerGateway;
}

/**
 * The router's routes from one address to another: the best, and those that are as good, over which it spreads flows. Of two
 * that are equal, that of Direct Connect has the local preference.
 */
function routesTo(lab: Lab, gateway: CustomerGateway, source: string, destination: string): RouteOfRouter[] {
  const { router } = gateway;
  const insideCidrBlocks = router.insideSubnets.map(({ cidrBlock }) => cidrBlock);
  const elsewhere = [
    router.outsideCidrBlock,
    ...insideCidrBlocks,
    ...(lab.ipVersion === 'ipv6' ? [] : ['0.0.0.0/0']),
  ].map((destinationCidrBlock) => ({
    destinationCidrBlock,
    connection: null,
    metric: 0,
  }));
  const own = routesOf(lab, router).filter(({ sourceIpAddress = source }) => sourceIpAddress === source);
  const direct = directConnectRoutes(lab, router).map((each) => ({ ...each, connection: null }));
  // FRR puts what is best into the kernel: of a prefix that a peer has the better route for, no other.
  const internal = internalRoutes(lab, gateway).map((each) => ({ ...each, connection: null }));
  const learned = [...direct, ...own].filter(
    ({ destinationCidrBlock: block, metric }) =>
      metric !== BGP_METRIC || !internal.some((each) => each.destinationCidrBlock === block),
  );
  const all: RouteOfRouter[] = [...internal, ...learned, ...toPeers(lab, gateway), ...elsewhere];
  const byMetric = all.sort((a, b) => a.metric - b.metric);
  const best = lookup(byMetric, destination);
  return byMetric.filter(
    (each) =>
      each.destinationCidrBlock === best?.destinationCidrBlock &&
      each.metric === best.metric &&
      (each === best || (best.link === undefined && best.peer === undefined)),
  );
}

/** By a LAN to what else of the site is behind its other routers: their own subnets. */
function toPeers(lab: Lab, gateway: CustomerGateway): RouteOfRouter[] {
  return peersOf(lab, gateway).flatMap((peer) => {
    const destinationCidrBlock = peer.router.outsideCidrBlock;
    const isOfSite = contains(gateway.cidrBlock, destinationCidrBlock);
    return isOfSite ? [{ destinationCidrBlock, metric: 0, connection: null, peer }] : [];
  });
}

/** With `routing: childSa` a tunnel that stays down has no routes. What runs files of its own has its BGP routes among all. */
function routesOf(lab: Lab, router: Router): RouterRoute[] {
  const { routes, routing, connections, own } = router;
  const learned = own === null ? bgpRoutes(lab, router) : [];
  if (routing === 'static') return [...routes, ...learned];
  const held = routes.filter(({ connection }) => !staysDown(lab, bound(connections, connection).tunnel));
  return [...held, ...learned];
}
