import { lookup } from '../../aws/lookup.ts';
import { effectiveRoutes } from '../../aws/transit-gateway.ts';
import { because } from '../../causes/catalogue.ts';
import { numberedTables } from '../../plan/nodes/transit-gateway.ts';
import { bound } from '../../topology/graph/find.ts';
import { portsOf, portsOfAttachment } from '../../topology/graph/links.ts';
import { transitGateways } from '../../topology/gateways.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../../topology/types.ts';
import { associableTable } from './associable-table.ts';
import { brokenLink } from './link.ts';
import { passed, stopped } from './live-explanation.ts';
import type { Hop } from './live-explanation.ts';
import { matchingRoutes, routeOf, tableOf } from './live-node.ts';
import type { KernelRoute } from './live-node.ts';
import { dropFinding } from './packet-filter.ts';
import { refusalOf } from './refusal.ts';
import { tunnelLost } from './tunnel.ts';
import { tunnelEnds } from './tunnel-ends.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** What the Transit Gateway does with a packet: the association of where it came from, and the lookup in its table. */
export async function hopsAtTransitGateway(visit: Visit): Promise<Hop[]> {
  const { scene, node, passage, source, destination } = visit;
  const { definition: lab } = scene.lab;
  const gateway = bound(transitGateways(lab), node);
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), await dropFinding(scene.lab, node, passage.drop))];
  }
  const from = attachmentAt(lab, gateway, passage.in)!;
  const lookedUp = await tableOf(scene.lab, node, passage.in ?? '');
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
  if (passage.fate === 'stopped') return [associated, ...(await noRoute(visit, gateway, from, table))];
  const { to, evidence } = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
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

async function noRoute(
  visit: Visit,
  gateway: TransitGateway,
  from: Attachment,
  table: TransitGatewayRouteTable,
): Promise<Hop[]> {
  const { scene, node, passage, destination } = visit;
  const { definition: lab } = scene.lab;
  const place = placeOf(visit, `route table ${table.name}`);
  const refused = await refusalOf(visit);
  if (refused !== null) return [stopped(place, refused)];

  const lookedUp = await tableOf(scene.lab, node, passage.in ?? '');
  const live = await matchingRoutes(scene.lab, node, lookedUp?.table ?? '', destination.address);
  const { evidence } = live;
  const looked = { table: table.name, attachment: from.name, address: destination.address };
  const best = live.routes.find(({ dst, type }) => !(type === 'blackhole' && dst === 'default'));
  if (best?.type === 'blackhole') {
    return [
      stopped(place, {
        ...because('transitGatewayRouteIsBlackhole', { ...looked, destination: best.dst }),
        evidence,
      }),
    ];
  }
  const target = targetOf(lab, gateway, table, best, destination.address);
  const away = target === undefined ? [] : await goneTarget(visit, gateway, table, target, evidence);
  if (away.length > 0) return away;
  const other = await associableTable(visit, gateway, table);
  if (other !== null) {
    return [
      stopped(place, {
        ...because('associatedWithOtherTable', { ...looked, otherTable: other.name }),
        evidence: `${evidence}; ${other.evidence}`,
      }),
    ];
  }
  return [stopped(place, { ...because('noTransitGatewayRoute', looked), evidence })];
}

/** The attachment of the live route; where the kernel has lost it with its link, of the route that the lab file has. */
function targetOf(
  lab: Lab,
  gateway: TransitGateway,
  { name }: TransitGatewayRouteTable,
  live: KernelRoute | undefined,
  destination: string,
): Attachment | undefined {
  if (live !== undefined) return attachmentAt(lab, gateway, live.dev ?? null);
  const configured = lookup(effectiveRoutes(lab, gateway, name), destination)?.attachment ?? null;
  return gateway.attachments.find((each) => each.name === configured);
}

/** Why the attachment that a route leads to cannot be used: its link is down, or both tunnels are. */
async function goneTarget(
  visit: Visit,
  gateway: TransitGateway,
  table: TransitGatewayRouteTable,
  target: Attachment,
  evidence: string,
): Promise<Hop[]> {
  const { scene, node } = visit;
  const { definition: lab } = scene.lab;
  const links = await Promise.all(
    portsOfAttachment(lab, gateway, target.name).map(({ neighbour }) =>
      brokenLink(scene, node, neighbour.node),
    ),
  );
  const broken = links.filter((link) => link !== null);
  if (broken.length < links.length) return [];
  const place = placeOf(visit, `route table ${table.name}`);
  const [first] = broken;
  if (first === undefined) return [];
  const ends =
    target.resourceType === 'vpn'
      ? tunnelEnds(lab, portsOfAttachment(lab, gateway, target.name)[0]!.neighbour.node)
      : undefined;
  const why = ends === undefined ? null : await tunnelLost(visit, ends, 'router');
  if (why?.verdict !== 'wrong') return [stopped(place, first)];
  const badState = stopped(place, {
    ...because('noTunnelUp', { attachment: target.name, vpn: target.resource }),
    evidence: `${evidence}; ${broken.map((each) => each.evidence).join('; ')}`,
  });
  return [badState, why];
}
