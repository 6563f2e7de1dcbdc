import { contains } from '../../topology/cidr.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { Lab, Router, RouterConnection, RouterRoute, VpnConnection } from '../../topology/types.ts';
import { bound } from '../../topology/graph/find.ts';
import { tunnelOf } from '../../topology/graph/tunnels.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import type { Host } from '../hosts.ts';
import { staysDown } from '../initiation.ts';
import { lookup } from '../lookup.ts';
import { atRouter, atTransitGateway } from './position.ts';
import type { AtRouter, AtTunnel, Outcome, Packet } from './position.ts';

/** What a tunnel endpoint does with a packet from either side. */
export function hopAtTunnel(packet: Packet, { connection, routerConnection, towards }: AtTunnel): Outcome {
  const { lab, source, destination } = packet;
  if (towards === 'router') {
    const gateway = bound(lab.customerGateways, connection.customerGateway);
    const dropped = trafficSelectorDrop(
      connection,
      routerConnection,
      destination,
      source,
      gateway.router.name,
    );
    return dropped ?? atRouter(gateway);
  }
  if (connection.gateway === null) return drop('vpnWithoutGateway', { vpn: connection.name });
  const gateway = bound(lab.gateways, connection.gateway);
  return (
    atTransitGateway(gateway, 'vpn', connection.name) ??
    drop('vpnNotAttached', { vpn: connection.name, gateway: gateway.name })
  );
}

/**
 * What an on-premises router does: longest prefix, then lowest metric. What is for no tunnel goes to its own subnets,
 * and by its default route to the Internet gateway.
 */
export function hopAtRouter({ lab, source, destination }: Packet, { customerGateway }: AtRouter): Outcome {
  const { name, router } = customerGateway;
  if (destination.name === router.name) return 'delivered';
  const routerConnection = connectionTo(lab, router, destination.address);
  if (routerConnection === null) {
    return destination.kind === 'onPremises' && destination.customerGateway.name === name
      ? 'delivered'
      : { kind: 'internetGateway', node: internetGatewayName(name), customerGateway };
  }
  const node = routerConnection.tunnel;
  const { vpnConnection: connection } = tunnelOf(lab, node);
  if (staysDown(lab, node)) {
    const facts = { router: router.name, connection: routerConnection.name };
    return { ...drop('routeIntoUninitiatedTunnel', facts), tunnelPeer: node };
  }
  return (
    trafficSelectorDrop(connection, routerConnection, source, destination, node) ?? {
      kind: 'tunnel',
      node,
      connection,
      routerConnection,
      towards: 'gateway',
    }
  );
}

/** The connection that the router's route to an address leads into; null where it leads into none. */
function connectionTo(lab: Lab, router: Router, address: string): RouterConnection | null {
  const { outsideCidrBlock, insideCidrBlock } = router;
  const elsewhere = [outsideCidrBlock, insideCidrBlock, '0.0.0.0/0'].map((destinationCidrBlock) => ({
    destinationCidrBlock,
    connection: null,
    metric: 0,
  }));
  const byMetric = [...routesOf(lab, router), ...elsewhere].sort((a, b) => a.metric - b.metric);
  const connection = lookup(byMetric, address)?.connection ?? null;
  return connection === null ? null : bound(router.connections, connection);
}

/** With `routing: childSa` a tunnel that stays down has no routes. */
function routesOf(lab: Lab, { routes, routing, connections }: Router): RouterRoute[] {
  if (routing === 'static') return [...routes];
  return routes.filter(({ connection }) => !staysDown(lab, bound(connections, connection).tunnel));
}

/** A CHILD_SA carries what the selectors of both its ends admit. */
function trafficSelectorDrop(
  { name, localIpv4NetworkCidr, remoteIpv4NetworkCidr }: VpnConnection,
  { leftSubnet, rightSubnet, ...router }: RouterConnection,
  customerSide: Host,
  awsSide: Host,
  tunnelPeer: string,
): Explanation | null {
  const admitted =
    [leftSubnet, localIpv4NetworkCidr].every((selector) => contains(selector, customerSide.address)) &&
    [rightSubnet, remoteIpv4NetworkCidr].every((selector) => contains(selector, awsSide.address));
  if (admitted) return null;
  const facts = {
    connection: router.name,
    vpn: name,
    customerAddress: customerSide.address,
    awsAddress: awsSide.address,
  };
  return { ...drop('selectorsExclude', facts), tunnelPeer };
}
