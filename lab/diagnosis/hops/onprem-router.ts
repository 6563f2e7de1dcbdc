import { asBlock } from '../../topology/cidr.ts';
import { hostNamed } from '../../aws/hosts.ts';
import { because } from '../../causes/catalogue.ts';
import { isOfVersion } from '../../topology/graph/ip-versions.ts';
import { directConnectLinksOf } from '../../topology/graph/direct-connect.ts';
import { gatewaysOfSite, hostAddress, isOneArmed, peersOf } from '../../topology/graph/sites.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { CustomerGateway } from '../../topology/types.ts';
import { advertisedRouteMissing, sessionsDown } from '../bgp.ts';
import { passed, stopped, unexplained } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { addressMissing } from '../host-trouble.ts';
import { addressText, addressesOf, showAddresses } from '../kernel/interfaces.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { brokenLink } from '../link.ts';
import { nextNode } from '../next-node.ts';
import { dropFinding } from '../packet-filter.ts';
import { policyBasedTunnels } from '../ipsec/policy-tunnel.ts';
import { deviceRefuses } from '../ipsec/device.ts';
import { leavingAddresses } from '../translation.ts';
import { carriesTraffic, ikeSides } from '../tunnel/ike-side.ts';
import { interfaceMissing } from '../own-router/missing-interface.ts';
import { nothingLoaded } from '../own-router/not-loaded.ts';
import { updownSaid } from '../own-router/updown-said.ts';
import { divertedByRule } from '../policy-rule.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf, placeOf, routeOf } from '../scene.ts';
import type { Scene, Visit } from '../scene.ts';
import { tunnelLost } from '../tunnel/crossing.ts';
import { configuredTunnels, tunnelInterfaces } from '../../topology/graph/tunnels.ts';
import { routerInsideAddresses } from '../tunnel/inside-addresses.ts';
import { tunnelInterfaceDown } from '../tunnel/interface.ts';

/** What an on-premises router does with a packet: its own filters and settings, and its routes into the tunnels. */
export function hopsAtRouter(visit: Visit, gateway: CustomerGateway): Hop[] {
  const { scene, node, passage, destination } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), dropFinding(scene, node, passage.drop))];
  }
  const place = placeOf(visit, `route to ${destination.address}`);
  const missing = passage.fate === 'stopped' ? addressMissing(scene, node) : null;
  if (missing !== null) return [stopped(place, missing)];
  const refused = passage.fate === 'stopped' ? refusalOf(visit) : null;
  if (refused !== null) return [stopped(place, refused)];

  const route = routeOf(visit);
  const { inside } = scene.parties;
  if (inside !== null) {
    return passage.out === inside.connection.interface
      ? [passed(place, `the route to ${route.to ?? ''} leads to ${passage.out}`, route.evidence)]
      : [stopped(place, wrongTunnel(visit, passage.out ?? 'nothing', route.evidence))];
  }
  const away = !isAtSite(scene, gateway, destination.name);
  // What leaves without a tunnel interface may go by a policy, which is looked at once it has its last addresses.
  const isByPolicy = passage.fate === 'left' && policyBasedTunnels(scene, node).length > 0;
  const towardsAws = [
    ...tunnelInterfaces(gateway.router),
    ...directConnectLinksOf(scene.lab, gateway.router).map((link) => link.interface),
  ];
  // By internal BGP, or as somebody has written it, another router of the site may have the way to AWS.
  const isPeer = (name: string | undefined): boolean =>
    peersOf(scene.lab, gateway).some(({ router }) => router.name === name);
  const leadsRight = (dev: string | null | undefined): boolean =>
    away
      ? towardsAws.some((name) => name === dev) ||
        isByPolicy ||
        isPeer(nextNode(scene, node, dev ?? '', destination.address)?.node)
      : nextNode(scene, node, dev ?? '', destination.address)?.node ===
        neighbourTowards(gateway, destination.name);
  if (!leadsRight(passage.out)) {
    const diverted = divertedByRule(visit, leadsRight);
    if (diverted !== null) return [...behindRule(visit), stopped(place, diverted)];
    if (away) return hopsWithoutRoute(visit, gateway, route.evidence);
  }
  if (!away && (passage.fate === 'stopped' || !leadsRight(passage.out))) {
    // A LAN's route goes with its link, and what is for the LAN then takes the default route.
    const broken = brokenLink(scene, node, neighbourTowards(gateway, destination.name));
    if (broken !== null) return [stopped(place, broken)];
  }
  if (passage.fate === 'stopped')
    return [unexplained(place, `${node} did not send it on, for no reason that was found`, route.evidence)];
  return [
    passed(
      place,
      `the route to ${route.to ?? ''} leads to ${passage.out ?? destination.name}`,
      route.evidence,
    ),
  ];
}

/** The node that a router hands to what is for a host behind it. */
const neighbourTowards = ({ name, router }: CustomerGateway, host: string): string =>
  isOneArmed(router) ? internetGatewayName(name) : host;

/** A rule hides the main table's route into a tunnel device, which would not take the packet either. */
function behindRule(visit: Visit): Hop[] {
  const { scene, node, destination } = visit;
  const [route] = matchingRoutes(kernelOf(scene, node), 'main', destination.address);
  const device = route?.nextHops[0]?.dev ?? '';
  const tunnel = nextNode(scene, node, device, destination.address)?.tunnel ?? null;
  if (tunnel === null || !ikeSides(scene, tunnel).every(carriesTraffic)) return [];
  const refused = deviceRefuses(scene, tunnel, leavingAddresses(visit));
  return refused === null ? [] : [stopped(placeOf(visit, device), refused)];
}

/** Whether a host is at the router's site: behind it, or another of its routers. */
const isAtSite = ({ lab }: Scene, gateway: CustomerGateway, name: string): boolean =>
  [...gatewaysOfSite(lab, gateway).map(({ router }) => router), ...gateway.hosts].some(
    (each) => each.name === name,
  );

/**
 * Without a route into a tunnel a packet goes the way of the default route, out to the Internet. Where routes come and go
 * with the CHILD_SAs, it is because of a tunnel that is down.
 */
function hopsWithoutRoute(visit: Visit, customerGateway: CustomerGateway, taken: string): Hop[] {
  const { router } = customerGateway;
  const { scene, node, destination } = visit;
  const place = placeOf(visit, `route to ${destination.address}`);
  const notLoaded = nothingLoaded(scene, node);
  if (notLoaded !== null) return [stopped(place, notLoaded)];
  const own = configuredTunnels(scene.lab).filter(
    (ends) =>
      ends.customerGateway.name === customerGateway.name &&
      isOfVersion(scene.lab, ends.connection.insideLocal),
  );
  const connections = own.map(({ connection }) => connection);
  for (const ends of own) {
    const missing = interfaceMissing(scene, ends);
    if (missing !== null) return [stopped(place, missing)];
  }
  for (const connection of connections) {
    const down = tunnelInterfaceDown(scene, node, connection);
    if (down !== null) return [stopped(place, down)];
  }
  const routes = matchingRoutes(kernelOf(scene, node), 'main', destination.address);
  const said = connections.flatMap(({ name }) => {
    const last = updownSaid(scene, node, name);
    return last === null ? [] : [`the updown script of ${name} said: ${last}`];
  });
  const shown = [taken, routesText('main', destination.address, routes), ...said].join('; ');
  const [device = ''] = tunnelInterfaces({ connections });
  const metric = router.routes[0]?.metric ?? 100;
  const command = `ip route add ${asBlock(destination.address)} dev ${device} metric ${metric} src ${hostAddress(customerGateway)}`;
  const noRoute = stopped(place, {
    ...because('noTunnelRoute', { router: node, address: destination.address, command }),
    evidence: shown,
    repair: { node, command },
  });
  const bgp = sessionsDown(scene, customerGateway);
  if (bgp === null) {
    const host = hostNamed(scene.lab, destination.name);
    const why =
      (host.kind === 'onPremises' ? sessionsDown(scene, host.customerGateway) : null) ??
      advertisedRouteMissing(scene, customerGateway, destination.address);
    if (why !== null) return [stopped(place, { ...why, evidence: `${shown}; ${why.evidence}` })];
  }
  if (bgp === null && router.routing !== 'childSa') return [noRoute];
  const lost = own.map((ends) => tunnelLost(visit, ends, 'aws', 0));
  const why = lost.find(({ verdict }) => verdict === 'wrong');
  if (why !== undefined) return [noRoute, why];
  return [bgp === null ? noRoute : stopped(place, { ...bgp, evidence: `${shown}; ${bgp.evidence}` })];
}

/** The other end's inside address is reached through its own tunnel only. */
function wrongTunnel({ scene, node, destination }: Visit, taken: string, evidence: string): Finding {
  const ends = scene.parties.inside!;
  const own = routerInsideAddresses(ends).router;
  const holders = addressesOf(kernelOf(scene, node)).filter(({ address }) => address === own);
  const facts = { router: node, address: destination.address, interface: taken };
  const { name, interface: device, insideLocal: insideAddress } = ends.connection;
  const tunnelInterface = device ?? name;
  return {
    ...(holders.length > 1
      ? because('duplicateInsideCidr', {
          ...facts,
          connections: holders.map((each) => each.interface).join(' and '),
        })
      : because('wrongTunnelInterface', { ...facts, tunnelInterface, insideAddress })),
    evidence: `${evidence}; ${showAddresses(own)} to ${own}: ${holders.map(addressText).join('; ') || 'none'}`,
  };
}
