import { overlaps } from '../topology/cidr.ts';
import { bound, byName } from '../topology/graph/find.ts';
import { perPart } from '../topology/graph/per-lab.ts';
import { bestPaths, byPrefix, firstByPrefix } from './best-paths.ts';
import { learnedOver } from './bgp-session.ts';
import { directConnectPrefixes, virtualInterfaceTo } from './direct-connect.ts';
import { vpcCidrBlocks } from './vpc-cidr-blocks.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../topology/types.ts';

/** A route as the EC2 API's SearchTransitGatewayRoutes shows it. A blackhole route has no attachment. */
export interface EffectiveRoute {
  readonly destinationCidrBlock: string;
  readonly type: 'static' | 'propagated';
  readonly state: 'active' | 'blackhole';
  readonly attachment: string | null;
  readonly resourceType: Attachment['resourceType'] | null;
  /** Name of the VPC, of the VPN connection, of the Direct Connect gateway or of the peer behind the attachment. */
  readonly resource: string | null;
  /** Of a route that a prefix list reference stands for: the name of the list. */
  readonly prefixListId?: string;
  /** Of a route that BGP has brought. */
  readonly bgp?: {
    /** Tunnels or virtual interfaces that carry it, the preferred one first: several with ECMP, of several VPN connections, too. */
    readonly tunnels: readonly string[];
    readonly asPath: readonly number[];
  };
}

/**
 * The routes of a transit gateway route table: its static routes, then those of prefix lists that it references, then those propagated into it by VPCs, then by Direct
 * Connect gateways, then by VPN connections. Only the winning route of a prefix is listed (AWS Transit Gateway guide, Routing: route priority).
 * @throws {UsageError} if there is no such table.
 */
export function effectiveRoutes(
  lab: Lab,
  gateway: TransitGateway,
  tableName: string,
): readonly EffectiveRoute[] {
  const known = routesByTable(lab, gateway);
  const table = byName(gateway.routeTables, tableName, {
    what: 'there is no such transit gateway route table',
  });
  const routes = known.get(table.name) ?? routesOf(lab, gateway, table);
  known.set(table.name, routes);
  return routes;
}

/** What {@link effectiveRoutes} has worked out: predictions ask for the same few tables, once for each pair of hosts. */
const routesByTable = perPart(
  (_lab: Lab, _gateway: TransitGateway) => new Map<string, readonly EffectiveRoute[]>(),
);

function routesOf(lab: Lab, gateway: TransitGateway, table: TransitGatewayRouteTable): EffectiveRoute[] {
  const { attachments } = gateway;
  const attachmentNamed = (wanted: string | null) => attachments.find(({ name }) => name === wanted);
  const propagating = attachments.filter(({ name }) => table.propagations.includes(name));
  const candidates = [
    ...table.routes.map((route) =>
      effectiveRoute(route.destinationCidrBlock, 'static', attachmentNamed(route.attachment)),
    ),
    ...table.prefixListReferences.flatMap(({ prefixListId, attachment }) =>
      bound(lab.prefixLists, prefixListId).entries.map((block) => ({
        ...effectiveRoute(block, 'static', attachmentNamed(attachment)),
        prefixListId,
      })),
    ),
    ...propagating.flatMap((attachment) =>
      vpcPrefixes(lab, attachments, attachment).map((block) =>
        effectiveRoute(block, 'propagated', attachment),
      ),
    ),
    ...propagating.flatMap((attachment) => directConnectRoutesOf(lab, attachment)),
    ...vpnRoutes(lab, gateway, propagating),
  ];
  return firstByPrefix(candidates);
}

/**
 * The table that packets coming from an attachment are looked up in, or null: such packets are dropped
 * (AWS Transit Gateway guide, Route table association).
 */
export function associatedTable(
  { routeTables }: TransitGateway,
  attachment: string,
): TransitGatewayRouteTable | null {
  return routeTables.find(({ associations }) => associations.includes(attachment)) ?? null;
}

function effectiveRoute(
  destinationCidrBlock: string,
  type: EffectiveRoute['type'],
  attachment: Attachment | undefined,
): EffectiveRoute {
  return {
    destinationCidrBlock,
    type,
    state: attachment === undefined ? 'blackhole' : 'active',
    attachment: attachment?.name ?? null,
    resourceType: attachment?.resourceType ?? null,
    resource: attachment?.resource ?? null,
  };
}

/**
 * A VPC propagates its CIDR blocks, unless one overlaps with a block of a VPC attached before it (AWS Transit Gateway guide,
 * VPC attachments).
 */
export function vpcPrefixes(
  lab: Lab,
  attachments: readonly Attachment[],
  attachment: Attachment,
): readonly string[] {
  return prefixesByAttachment(lab, attachments).get(attachment) ?? [];
}

const prefixesByAttachment = perPart((lab: Lab, attachments: readonly Attachment[]) => {
  const isHidden = (each: Attachment): boolean => propagationHiddenBy(lab, attachments, each) !== null;
  return new Map(attachments.map((each) => [each, isHidden(each) ? [] : vpcCidrBlocks(lab, each)]));
});

/** A Direct Connect gateway propagates what its sites announce (AWS Transit Gateway guide, Route propagation). */
function directConnectRoutesOf(lab: Lab, attachment: Attachment): EffectiveRoute[] {
  if (attachment.resourceType !== 'direct-connect-gateway') return [];
  return directConnectPrefixes(lab, attachment).map((block) => {
    const link = virtualInterfaceTo(lab, { destinationCidrBlock: block, resource: attachment.resource });
    const tunnels = link === undefined ? [] : [link.virtualInterface.name];
    const asPath = link === undefined ? [] : [link.customerGateway.router.bgp.asn];
    return { ...effectiveRoute(block, 'propagated', attachment), bgp: { tunnels, asPath } };
  });
}

/**
 * VPN connections propagate what they have learned by BGP, a static one nothing (AWS Transit Gateway guide, Route
 * propagation). Packets are spread over equally good paths where `vpnEcmpSupport` is enabled.
 */
function vpnRoutes(lab: Lab, gateway: TransitGateway, propagating: readonly Attachment[]): EffectiveRoute[] {
  const vpns = propagating.filter(({ resourceType }) => resourceType === 'vpn');
  const connections = vpns.map(({ resource }) => resource);
  return [...byPrefix(learnedOver(lab, gateway, connections))].map(([block, paths]) => {
    const best = bestPaths(paths);
    const used = gateway.vpnEcmpSupport === 'enable' ? best : best.slice(0, 1);
    const { vpnConnection, asPath } = used[0]!;
    const attachment = vpns.find(({ resource }) => resource === vpnConnection);
    const tunnels = used.map(({ tunnel }) => tunnel);
    return { ...effectiveRoute(block, 'propagated', attachment), bgp: { tunnels, asPath } };
  });
}

/** The attachment for which that of a VPC propagates nothing: of a VPC attached before whose block overlaps; null if there is none. */
export function propagationHiddenBy(
  lab: Lab,
  attachments: readonly Attachment[],
  attachment: Attachment,
): Attachment | null {
  const blocks = vpcCidrBlocks(lab, attachment);
  const overlapping = attachments
    .slice(0, attachments.indexOf(attachment))
    .find((other) =>
      vpcCidrBlocks(lab, other).some((otherBlock) => blocks.some((block) => overlaps(otherBlock, block))),
    );
  return overlapping ?? null;
}
