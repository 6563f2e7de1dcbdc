import { lookup } from '../../aws/lookup.ts';
import { effectiveRoutes } from '../../aws/transit-gateway.ts';
import { unroutedVpc } from '../../aws/unrouted-vpc.ts';
import { because } from '../../causes/catalogue.ts';
import { numberedTables } from '../../plan/nodes/transit-gateway.ts';
import { transitGateways } from '../../topology/objects/gateways.ts';
import { bound } from '../../topology/graph/find.ts';
import { portsOf, portsOfAttachment } from '../../topology/graph/links.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../../topology/types.ts';
import { missingBgpRoute } from '../bgp.ts';
import { passed, stopped } from '../hop.ts';
import type { Hop } from '../hop.ts';
import { isEndOfTable, matchingRoutes, routesText } from '../kernel/routes.ts';
import type { KernelRoute } from '../kernel/routes.ts';
import { tableByInterface } from '../kernel/rules.ts';
import { brokenLink } from '../link.ts';
import { dropFinding } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf, placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { tunnelLost } from '../tunnel/crossing.ts';
import { configuredTunnel } from '../../topology/graph/tunnels.ts';
import { associableTable } from './associable-table.ts';

/** What the Transit Gateway does with a packet: the association of where it came from, and the lookup in its table. */
export function hopsAtTransitGateway(visit: Visit): Hop[] {
  const { scene, node, passage } = visit;
  const { lab } = scene;
  const gateway = bound(transitGateways(lab), node);
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), dropFinding(scene, node, passage.drop))];
  }
  const from = attachmentAt(lab, gateway, passage.in)!;
  const lookedUp = tableByInterface(kernelOf(scene, node), passage.in ?? '');
  const number = numberedTables(lab, gateway).find((each) => String(each.number) === lookedUp?.table);
  const table = gateway.routeTables.find(({ name }) => name === number?.name);
  const association = placeOf(visit, `association of ${from.name}`);
  if (table === undefined) {
    return [
      stopped(association, {
        ...because('noAssociation', { attachment: from.name }),
        evidence: lookedUp?.evidence ?? `no rule and no VRF for ${passage.in ?? ''}`,
      }),
    ];
  }
  const associated = passed(
    association,
    `${from.name} is associated with ${table.name}`,
    lookedUp?.evidence ?? '',
  );
  if (passage.fate === 'stopped') return [associated, ...noRoute(visit, gateway, from, table)];
  const { to, evidence } = routeOf(visit);
  const target = attachmentAt(lab, gateway, passage.out);
  const text = `the route to ${to ?? ''} leads to ${target?.name ?? passage.out ?? ''}${target?.resourceType === 'vpn' ? ` by ${passage.out ?? ''}` : ''}`;
  return [associated, passed(placeOf(visit, `route table ${table.name}`), text, evidence)];
}

/** The attachment that an interface of the Transit Gateway leads to. */
function attachmentAt(
  lab: Lab,
  gateway: TransitGateway,
  interfaceName: string | null,
): Attachment | undefined {
  const port = portsOf(lab, gateway.name).find((each) => each.interface === interfaceName);
  return gateway.attachments.find(({ name }) => name === port?.attachment);
}

function noRoute(
  visit: Visit,
  gateway: TransitGateway,
  from: Attachment,
  table: TransitGatewayRouteTable,
): Hop[] {
  const { scene, node, passage, destination } = visit;
  const { lab } = scene;
  const kernel = kernelOf(scene, node);
  const place = placeOf(visit, `route table ${table.name}`);
  const refused = refusalOf(visit);
  if (refused !== null) return [stopped(place, refused)];

  const lookedUp = tableByInterface(kernel, passage.in ?? '');
  const routes = matchingRoutes(kernel, lookedUp?.table ?? '', destination.address);
  const evidence = routesText(lookedUp?.table ?? '', destination.address, routes);
  const looked = { table: table.name, attachment: from.name, address: destination.address };
  const best = routes.find((route) => !isEndOfTable(route));
  if (best?.type === 'blackhole') {
    return [
      stopped(place, {
        ...because('transitGatewayRouteIsBlackhole', { ...looked, destination: best.to }),
        evidence,
      }),
    ];
  }
  const target = targetOf(lab, gateway, table, best, destination.address);
  const away = target === undefined ? [] : goneTarget(visit, gateway, table, target, evidence);
  if (away.length > 0) return away;
  const other = associableTable(visit, gateway, table);
  if (other !== null) {
    return [
      stopped(place, {
        ...because('associatedWithOtherTable', { ...looked, otherTable: other.name }),
        evidence: `${evidence}; ${other.evidence}`,
      }),
    ];
  }
  const ofVpc = unroutedVpc(lab, gateway, looked);
  if (ofVpc !== null) return [stopped(place, { ...ofVpc, evidence })];
  const byBgp = missingBgpRoute(visit, gateway, looked, evidence);
  return [stopped(place, byBgp ?? { ...because('noTransitGatewayRoute', looked), evidence })];
}

/** The attachment of the live route; where the kernel has lost it with its link, of the route that the lab file has. */
function targetOf(
  lab: Lab,
  gateway: TransitGateway,
  { name }: TransitGatewayRouteTable,
  live: KernelRoute | undefined,
  destination: string,
): Attachment | undefined {
  if (live !== undefined) return attachmentAt(lab, gateway, live.nextHops[0]?.dev ?? null);
  const configured = lookup(effectiveRoutes(lab, gateway, name), destination)?.attachment ?? null;
  return gateway.attachments.find((each) => each.name === configured);
}

/** Why the attachment that a route leads to cannot be used: its link is down, or both tunnels are. */
function goneTarget(
  visit: Visit,
  gateway: TransitGateway,
  table: TransitGatewayRouteTable,
  target: Attachment,
  evidence: string,
): Hop[] {
  const { scene, node } = visit;
  const { lab } = scene;
  const links = portsOfAttachment(lab, gateway, target.name).map(({ neighbour }) =>
    brokenLink(scene, node, neighbour.node),
  );
  const broken = links.filter((link) => link !== null);
  if (broken.length < links.length) return [];
  const place = placeOf(visit, `route table ${table.name}`);
  const [first] = broken;
  if (first === undefined) return [];
  const ends =
    target.resourceType === 'vpn'
      ? configuredTunnel(lab, portsOfAttachment(lab, gateway, target.name)[0]!.neighbour.node)
      : undefined;
  const why = ends === undefined ? null : tunnelLost(visit, ends, 'router', 0);
  if (why?.verdict !== 'wrong') return [stopped(place, first)];
  const badState = stopped(place, {
    ...because('noTunnelUp', { attachment: target.name, vpn: target.resource }),
    evidence: `${evidence}; ${broken.map((each) => each.evidence).join('; ')}`,
  });
  return [badState, why];
}
