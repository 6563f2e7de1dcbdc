import { because } from '../../causes/catalogue.ts';
import type { CustomerGateway } from '../../topology/types.ts';
import { passed, stopped, unexplained } from './live-explanation.ts';
import type { Finding, Hop } from './live-explanation.ts';
import { brokenLink } from './link.ts';
import { matchingRoutes, printed, routeOf } from './live-node.ts';
import { addressMissing } from './host-trouble.ts';
import { nextNode } from './next-node.ts';
import { dropFinding } from './packet-filter.ts';
import { divertedByRule } from './policy-rule.ts';
import { refusalOf } from './refusal.ts';
import { allTunnelEnds, insideAddresses } from './tunnel-ends.ts';
import { tunnelInterfaceDown } from './tunnel-interface.ts';
import { tunnelLost } from './tunnel.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** What an on-premises router does with a packet: its own filters and settings, and its routes into the tunnels. */
export async function hopsAtRouter(visit: Visit, gateway: CustomerGateway): Promise<Hop[]> {
  const { scene, node, passage, source, destination } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), await dropFinding(scene.lab, node, passage.drop))];
  }
  const place = placeOf(visit, `route to ${destination.address}`);
  const missing = passage.fate === 'stopped' ? await addressMissing(scene, node) : null;
  if (missing !== null) return [stopped(place, missing)];
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
  const leadsRight = (dev: string | null | undefined): boolean =>
    away
      ? gateway.router.connections.some(({ name }) => name === dev)
      : nextNode(scene.lab, node, dev ?? '', destination.address)?.node === destination.name;
  if (!leadsRight(passage.out)) {
    const diverted = await divertedByRule(visit, ({ dev }) => leadsRight(dev));
    if (diverted !== null) return [stopped(place, diverted)];
    if (away) return hopsWithoutRoute(visit, gateway, route.evidence);
  }
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

/**
 * Without a route into a tunnel a packet goes the way of the default route, out to the Internet. Where routes come and go
 * with the CHILD_SAs, it is because of a tunnel that is down.
 */
async function hopsWithoutRoute(
  visit: Visit,
  { name: gatewayName, router }: CustomerGateway,
  taken: string,
): Promise<Hop[]> {
  const { scene, node, destination } = visit;
  const place = placeOf(visit, `route to ${destination.address}`);
  for (const connection of router.connections) {
    const down = await tunnelInterfaceDown(scene, node, connection);
    if (down !== null) return [stopped(place, down)];
  }
  const { evidence } = await matchingRoutes(scene.lab, node, 'main', destination.address);
  const { name = '', metric } = { ...router.connections[0], metric: router.routes[0]?.metric ?? 100 };
  const command = `ip route add ${destination.address}/32 dev ${name} metric ${metric} src ${router.privateIpAddress}`;
  const noRoute = stopped(place, {
    ...because('noTunnelRoute', { router: node, address: destination.address, command }),
    evidence: `${taken}; ${evidence}`,
    repair: { node, command },
  });
  if (router.routing !== 'childSa') return [noRoute];
  const own = allTunnelEnds(scene.lab.definition).filter(({ gateway }) => gateway.name === gatewayName);
  const lost = await Promise.all(own.map((ends) => tunnelLost(visit, ends, 'aws')));
  const why = lost.find(({ verdict }) => verdict === 'wrong');
  return why === undefined ? [noRoute] : [noRoute, why];
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
  const facts = { router: node, address: destination.address, interface: taken };
  const { name: connection, insideLocal: insideAddress } = ends.connection;
  return {
    ...(names.length > 1
      ? because('duplicateInsideCidr', { ...facts, connections: names.join(' and ') })
      : because('wrongTunnelInterface', { ...facts, connection, insideAddress })),
    evidence: `${evidence}; ip -br address show to ${own}: ${holders.replaceAll(/\s+/g, ' ')}`,
  };
}
