import { contains } from '../../topology/cidr.ts';
import type { Lab, Router, RouterConnection, RouterRoute, VpnConnection } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import type { Host } from '../hosts.ts';
import { staysDown } from '../initiation.ts';
import { lookup } from '../lookup.ts';
import { atRouter, atTransitGateway, attachmentOf, named, unbound } from './position.ts';
import type { AtRouter, AtTunnel, Outcome, Packet } from './position.ts';

/** What a tunnel endpoint does with a packet from either side. */
export function hopAtTunnel(packet: Packet, { connection, routerConnection, towards }: AtTunnel): Outcome {
  const { lab, source, destination } = packet;
  if (towards === 'router') {
    return (
      trafficSelectorDrop(connection, routerConnection, destination, source) ??
      atRouter(named(lab.customerGateways, connection.customerGateway))
    );
  }
  const attachment = attachmentOf(lab, 'vpn', connection.name);
  return attachment === null
    ? drop('NO_POSSIBLE_DESTINATION', `${connection.name} is not attached to ${lab.transitGateway.name}`)
    : atTransitGateway(lab, attachment);
}

/** What an on-premises router does: longest prefix, then lowest metric. */
export function hopAtRouter({ lab, source, destination }: Packet, { customerGateway }: AtRouter): Outcome {
  const { name, router } = customerGateway;
  if (destination.kind === 'onPremises' && destination.customerGateway.name === name) return 'delivered';
  const byMetric = routesOf(lab, router).sort((a, b) => a.metric - b.metric);
  const route = lookup(byMetric, destination.address);
  if (route === null) {
    return drop('NO_ROUTE_TO_DESTINATION', `${router.name} has no route to ${destination.address}`);
  }
  const routerConnection = named(router.connections, route.connection);
  const node = routerConnection.tunnel;
  const connection = lab.vpnConnections.find(({ tunnels }) => tunnels.some((tunnel) => tunnel.name === node));
  if (connection === undefined) throw unbound(node);
  if (staysDown(lab, node)) {
    return drop(
      'TUNNEL_DOWN_NO_SA',
      `${router.name} routes into ${routerConnection.name}, which nobody initiates`,
    );
  }
  return (
    trafficSelectorDrop(connection, routerConnection, source, destination) ?? {
      kind: 'tunnel',
      node,
      connection,
      routerConnection,
      towards: 'transitGateway',
    }
  );
}

/** With `routing: childSa` a tunnel that stays down has no routes. */
function routesOf(lab: Lab, { routes, routing, connections }: Router): RouterRoute[] {
  if (routing === 'static') return [...routes];
  return routes.filter(({ connection }) => !staysDown(lab, named(connections, connection).tunnel));
}

/** A CHILD_SA carries what the selectors of both its ends admit. */
function trafficSelectorDrop(
  { name, localIpv4NetworkCidr, remoteIpv4NetworkCidr }: VpnConnection,
  { leftSubnet, rightSubnet, ...router }: RouterConnection,
  customerSide: Host,
  awsSide: Host,
): Explanation | null {
  const admitted =
    [leftSubnet, localIpv4NetworkCidr].every((selector) => contains(selector, customerSide.address)) &&
    [rightSubnet, remoteIpv4NetworkCidr].every((selector) => contains(selector, awsSide.address));
  return admitted
    ? null
    : drop(
        'TRAFFIC_SELECTOR_MISMATCH',
        `the traffic selectors of ${router.name} and ${name} do not admit ` +
          `${customerSide.address} with ${awsSide.address}`,
      );
}
