import { overlaps } from '../topology/cidr.ts';
import { byName } from '../topology/graph/find.ts';
import { learnedPrefixes } from './bgp-session.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../topology/types.ts';

/** A route as the EC2 API's SearchTransitGatewayRoutes shows it. A blackhole route has no attachment. */
export interface EffectiveRoute {
  readonly destinationCidrBlock: string;
  readonly type: 'static' | 'propagated';
  readonly state: 'active' | 'blackhole';
  readonly attachment: string | null;
  readonly resourceType: Attachment['resourceType'] | null;
  /** Name of the VPC or of the VPN connection behind the attachment. */
  readonly resource: string | null;
}

/** Of equal prefixes a VPC's is preferred to a VPN connection's. */
const RANK: Readonly<Record<Attachment['resourceType'], number>> = { vpc: 0, vpn: 1 };

/**
 * The routes of a transit gateway route table: its static routes, then those propagated into it by VPCs, then by VPN
 * connections. Only the winning route of a prefix is listed (AWS Transit Gateway guide, Routing: route priority).
 * @throws {UsageError} if there is no such table.
 */
export function effectiveRoutes(
  lab: Lab,
  { attachments, routeTables }: TransitGateway,
  tableName: string,
): EffectiveRoute[] {
  const table = byName(routeTables, tableName, { what: 'there is no such transit gateway route table' });
  const attachmentNamed = (wanted: string | null) => attachments.find(({ name }) => name === wanted);
  const candidates = [
    ...table.routes.map((route) =>
      effectiveRoute(route.destinationCidrBlock, 'static', attachmentNamed(route.attachment)),
    ),
    ...attachments
      .filter(({ name }) => table.propagations.includes(name))
      .toSorted((one, other) => RANK[one.resourceType] - RANK[other.resourceType])
      .flatMap((attachment) =>
        propagatedPrefixes(lab, attachments, attachment).map((block) =>
          effectiveRoute(block, 'propagated', attachment),
        ),
      ),
  ];
  return candidates.filter(
    (route, index) =>
      candidates.findIndex(
        ({ destinationCidrBlock }) => destinationCidrBlock === route.destinationCidrBlock,
      ) === index,
  );
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
 * A VPC propagates its CIDR blocks, unless one overlaps with a block of a VPC attached before it; a VPN connection what
 * it has learned by BGP, so a static one nothing (AWS Transit Gateway guide, Route propagation and VPC attachments).
 */
function propagatedPrefixes(
  lab: Lab,
  attachments: readonly Attachment[],
  attachment: Attachment,
): readonly string[] {
  if (attachment.resourceType === 'vpn') return learnedPrefixes(lab, { name: attachment.resource });
  return propagationHiddenBy(lab, attachments, attachment) === null ? vpcCidrBlocks(lab, attachment) : [];
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

function vpcCidrBlocks(lab: Lab, { resourceType, resource }: Attachment): readonly string[] {
  if (resourceType !== 'vpc') return [];
  return lab.vpcs.find(({ name }) => name === resource)?.cidrBlocks ?? [];
}
