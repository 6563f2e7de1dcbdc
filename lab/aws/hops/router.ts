import { bound } from '../../topology/graph/find.ts';
import { isOneArmed } from '../../topology/graph/sites.ts';
import { tunnelOf } from '../../topology/graph/tunnels.ts';
import type { Lab, Router, RouterConnection, RouterRoute } from '../../topology/types.ts';
import { bgpRoutes } from '../bgp-routes.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import { lookup } from '../lookup.ts';
import type { Packet } from './packet.ts';
import { atInternetGateway } from './position.ts';
import type { AtRouter, Outcome } from './position.ts';
import { trafficSelectorDrop } from './traffic-selectors.ts';

/**
 * What an on-premises router does: longest prefix, then lowest metric. What is for no tunnel goes to its own subnets,
 * and by its default route to the Internet gateway.
 */
export function hopAtRouter({ lab, source, destination }: Packet, { customerGateway }: AtRouter): Outcome {
  const { name, router } = customerGateway;
  if (destination.name === router.name) return 'delivered';
  const connection = connectionTo(lab, router, source.address, destination.address);
  if (connection === null) {
    const isLocal = destination.kind === 'onPremises' && destination.customerGateway.name === name;
    return isLocal && !isOneArmed(router) ? 'delivered' : atInternetGateway(customerGateway, 'router');
  }
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

/** The connection that the router's route from one address to another leads into; null where it leads into none. */
function connectionTo(
  lab: Lab,
  router: Router,
  source: string,
  destination: string,
): RouterConnection | null {
  const insideCidrBlocks = router.insideSubnets.map(({ cidrBlock }) => cidrBlock);
  const elsewhere = [router.outsideCidrBlock, ...insideCidrBlocks, '0.0.0.0/0'].map(
    (destinationCidrBlock) => ({
      destinationCidrBlock,
      connection: null,
      metric: 0,
    }),
  );
  const own = routesOf(lab, router).filter(({ sourceIpAddress = source }) => sourceIpAddress === source);
  const byMetric = [...own, ...elsewhere].sort((a, b) => a.metric - b.metric);
  const connection = lookup(byMetric, destination)?.connection ?? null;
  return connection === null ? null : bound(router.connections, connection);
}

/** With `routing: childSa` a tunnel that stays down has no routes. What runs files of its own has its BGP routes among all. */
function routesOf(lab: Lab, router: Router): RouterRoute[] {
  const { routes, routing, connections, own } = router;
  const learned = own === null ? bgpRoutes(lab, router) : [];
  if (routing === 'static') return [...routes, ...learned];
  const held = routes.filter(({ connection }) => !staysDown(lab, bound(connections, connection).tunnel));
  return [...held, ...learned];
}
