import { lookup } from '../../aws/lookup.ts';
import { vpnGatewayRoutes } from '../../aws/vpn-gateway.ts';
import { because } from '../../causes/catalogue.ts';
import { bound } from '../../topology/graph/find.ts';
import { neighbourAt, portsOfAttachment } from '../../topology/graph/links.ts';
import { configuredTunnel } from '../../topology/graph/tunnels.ts';
import { attachmentOf, vpnGateways } from '../../topology/objects/gateways.ts';
import type { Attachment, VpnGateway } from '../../topology/types.ts';
import { containsAny } from '../../topology/cidr.ts';
import { missingBgpRoute } from '../bgp.ts';
import { passed, stopped } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { brokenLink } from '../link.ts';
import { dropFinding } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf, placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { tunnelLost } from '../tunnel/crossing.ts';

/** What a virtual private gateway does with a packet: the route to its VPC, or those of its VPN connections. */
export function hopsAtVpnGateway(visit: Visit): Hop[] {
  const { scene, node, passage } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), dropFinding(scene, node, passage.drop))];
  }
  const place = placeOf(visit, `routes of ${node}`);
  if (passage.fate === 'stopped') return noRoute(visit, bound(vpnGateways(scene.lab), node));
  const { to, evidence } = routeOf(visit);
  const target = neighbourAt(scene.lab, node, passage.out)?.node ?? passage.out ?? '';
  return [passed(place, `the route to ${to ?? ''} leads to ${target}`, evidence)];
}

function noRoute(visit: Visit, gateway: VpnGateway): Hop[] {
  const { scene, node, destination } = visit;
  const { address } = destination;
  const place = placeOf(visit, `routes of ${node}`);
  const refused = refusalOf(visit);
  if (refused !== null) return [stopped(place, refused)];
  const evidence = routesText('main', address, matchingRoutes(kernelOf(scene, node), 'main', address));
  const target = targetOf(visit, gateway);
  const nothing = { ...because('noVpnConnectionRoute', { gateway: node, address }), evidence };
  if (target === undefined) {
    return [stopped(place, missingBgpRoute(visit, gateway, null, evidence) ?? nothing)];
  }
  const broken = portsOfAttachment(scene.lab, gateway, target.name)
    .map(({ neighbour }) => ({ neighbour: neighbour.node, finding: brokenLink(scene, node, neighbour.node) }))
    .filter((each): each is { neighbour: string; finding: Finding } => each.finding !== null);
  const [first] = broken;
  if (first === undefined) {
    return [stopped(place, missingBgpRoute(visit, gateway, null, evidence) ?? nothing)];
  }
  const ends = configuredTunnel(scene.lab, first.neighbour);
  const why = ends === undefined ? null : tunnelLost(visit, ends, 'router', 0);
  if (why?.verdict !== 'wrong') return [stopped(place, first.finding)];
  const down = because('noTunnelOfConnectionUp', { gateway: node, vpn: target.resource });
  return [stopped(place, { ...down, evidence }), why];
}

/** The attachment that the gateway has a route for the packet to, by the lab file. */
function targetOf({ scene: { lab }, destination }: Visit, gateway: VpnGateway): Attachment | undefined {
  const vpc = gateway.attachments.find(
    ({ resourceType, resource }) =>
      resourceType === 'vpc' && containsAny(bound(lab.vpcs, resource).cidrBlocks, destination.address),
  );
  if (vpc !== undefined) return vpc;
  const route = lookup(vpnGatewayRoutes(lab, gateway), destination.address);
  return route === null ? undefined : attachmentOf(gateway, route.resourceType, route.resource);
}
