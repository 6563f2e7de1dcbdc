import type { CustomerGateway } from '../../topology/types.ts';
import { passed, stopped, unexplained } from './live-explanation.ts';
import type { Finding, Hop } from './live-explanation.ts';
import { brokenLink } from './link.ts';
import { matchingRoutes, printed, routeOf } from './live-node.ts';
import { findingOfDrop } from './packet-filter.ts';
import { refusalOf } from './refusal.ts';
import { insideAddresses } from './tunnel-ends.ts';
import { tunnelInterfaceDown } from './tunnel-interface.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** What an on-premises router does with a packet: its own filters and settings, and its routes into the tunnels. */
export async function hopsAtRouter(visit: Visit, gateway: CustomerGateway): Promise<Hop[]> {
  const { scene, node, passage, source, destination } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), findingOfDrop(node, passage.drop))];
  }
  const place = placeOf(visit, `route to ${destination.address}`);
  const refused = passage.fate === 'stopped' ? await refusalOf(visit) : null;
  if (refused !== null) return [stopped(place, refused)];

  const route = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
  const { inside } = scene.parties;
  if (inside !== null) {
    return passage.out === inside.connection.name
      ? [passed(place, `the route to ${route.to ?? ''} leads to ${passage.out}`, route.evidence)]
      : [stopped(place, await wrongTunnel(visit, passage.out ?? 'nothing', route.evidence))];
  }
  const away = !isBehind(gateway, destination.name);
  const tunnel = gateway.router.connections.some(({ name }) => name === passage.out);
  if (away && !tunnel) return [stopped(place, await noRouteIntoTunnel(visit, gateway, route.evidence))];
  if (passage.fate === 'stopped') {
    const broken = away ? null : await brokenLink(scene, node, destination.name);
    return [
      broken === null
        ? unexplained(place, `${node} did not send it on, for no reason that was found`, route.evidence)
        : stopped(place, broken),
    ];
  }
  return [
    passed(
      place,
      `the route to ${route.to ?? ''} leads to ${passage.out ?? destination.name}`,
      route.evidence,
    ),
  ];
}

const isBehind = ({ router, hosts }: CustomerGateway, name: string): boolean =>
  [router, ...hosts].some((each) => each.name === name);

/** Without a route into a tunnel a packet goes the way of the default route, out to the Internet. */
async function noRouteIntoTunnel(
  { scene, node, destination }: Visit,
  { router }: CustomerGateway,
  taken: string,
): Promise<Finding> {
  for (const connection of router.connections) {
    const down = await tunnelInterfaceDown(scene, node, connection);
    if (down !== null) return down;
  }
  const { evidence } = await matchingRoutes(scene.lab, node, 'main', destination.address);
  const { name = '', metric } = { ...router.connections[0], metric: router.routes[0]?.metric ?? 100 };
  return {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: `${node} has no route to ${destination.address} into a tunnel`,
    evidence: `${taken}; ${evidence}`,
    cure: `add one, e.g. ip route add ${destination.address}/32 dev ${name} metric ${metric} src ${router.privateIpAddress}`,
  };
}

/** The other end's inside address is reached through its own tunnel only. */
async function wrongTunnel(
  { scene, node, destination }: Visit,
  taken: string,
  evidence: string,
): Promise<Finding> {
  const ends = scene.parties.inside!;
  const own = insideAddresses(ends).router;
  const holders = await printed(scene.lab, node, `ip -br -4 address show to ${own}`);
  const names = [...holders.matchAll(/^(\S+?)(?:@\S+)? /gm)].map(([, name = '']) => name);
  const twice = names.length > 1;
  return {
    code: twice ? 'DUPLICATE_INSIDE_CIDR' : 'NO_ROUTE_TO_DESTINATION',
    text: twice
      ? `${names.join(' and ')} of ${node} have the same inside CIDR, so what is for ${destination.address} leaves by ${taken}`
      : `what is for ${destination.address} leaves ${node} by ${taken}, not by ${ends.connection.name}`,
    evidence: `${evidence}; ip -br address show to ${own}: ${holders.replaceAll(/\s+/g, ' ')}`,
    cure: twice
      ? `give every tunnel of ${node} an inside CIDR of its own (EC2 API: TunnelInsideCidr)`
      : `give ${ends.connection.name} its inside address ${ends.connection.insideLocal}`,
  };
}
