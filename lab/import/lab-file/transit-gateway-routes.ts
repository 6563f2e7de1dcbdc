import { ipv6Block } from './ipv6.ts';
import { isCidrBlock, isIpv6, networkOf } from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import type * as ec2 from '../ec2/transit-gateway.ts';
import type { Found } from '../found.ts';
import type { KnownAttachment } from './known-attachment.ts';
import { isImported } from './prefix-lists.ts';
import type { Scope } from './scope.ts';
import { MAX_PART_NAME } from './security-groups.ts';

type RawGateway = NonNullable<RawLab['transitGateways']>[string];
type RawTable = NonNullable<RawGateway['routeTables']>[string];
type RawRoute = NonNullable<RawTable['routes']>[number];
type RawReference = NonNullable<RawTable['prefixListReferences']>[number];

/** The static routes of a table, and what it references, as a lab file has them; routes that are propagated follow by themselves. */
export function rawRoutes(
  scope: Scope,
  known: readonly KnownAttachment[],
  routes: readonly Found<ec2.TransitGatewayRoute>[] = [],
  references: readonly Found<ec2.TransitGatewayPrefixListReference>[] = [],
): Pick<RawTable, 'routes' | 'prefixListReferences'> {
  const all = unique(routes.flatMap((each) => rawRoute(scope, known, each)));
  const prefixListReferences = references.flatMap((each) => rawReference(scope, known, each));
  return {
    ...(all.length > 0 && { routes: all }),
    ...(prefixListReferences.length > 0 && { prefixListReferences }),
  };
}

/** A static route; one to an attachment that the lab does not have is a blackhole. */
function rawRoute(
  scope: Scope,
  known: readonly KnownAttachment[],
  { item, at }: Found<ec2.TransitGatewayRoute>,
): RawRoute[] {
  const { DestinationCidrBlock: block, Type, TransitGatewayAttachments = [], PrefixListId } = item;
  if (Type === 'propagated') return [];
  // A block of a prefix list: the reference to it stands for all of them.
  const isReferenced = scope.objects.TransitGatewayPrefixListReferences.some(
    (each) =>
      each.item.PrefixListId === PrefixListId &&
      each.item.TransitGatewayRouteTableId === item.TransitGatewayRouteTableId,
  );
  if (isReferenced && isImported(scope, PrefixListId ?? '')) return [];
  const isIpv6Route = block !== undefined && isIpv6(block);
  if (block === undefined || (!isCidrBlock(block) && !isIpv6Route)) {
    scope.note(item.TransitGatewayRouteTableId, 'has routes that are to no block, which are left out', at());
    return [];
  }
  const attachment = TransitGatewayAttachments.map((each) => attachmentIn(known, each)).find(
    (each) => each !== undefined,
  );
  const destinationCidrBlock = isIpv6Route ? ipv6Block(block) : networkOf(block);
  return attachment === undefined
    ? [{ destinationCidrBlock, blackhole: true }]
    : [{ destinationCidrBlock, attachment: attachment.name }];
}

/** A reference to a prefix list whose entries are known. */
function rawReference(
  scope: Scope,
  known: readonly KnownAttachment[],
  { item, at }: Found<ec2.TransitGatewayPrefixListReference>,
): RawReference[] {
  const { PrefixListId, TransitGatewayAttachment = {} } = item;
  if (!isImported(scope, PrefixListId)) {
    scope.note(
      item.TransitGatewayRouteTableId,
      'references prefix lists whose entries no file has: only those of their routes that files have are taken',
      at(),
      {
        hint: `aws ec2 get-managed-prefix-list-entries --prefix-list-id ${PrefixListId} > ${PrefixListId}.json`,
      },
    );
    return [];
  }
  const prefixListId = scope.nameOf(PrefixListId, MAX_PART_NAME, 'pl');
  const attachment = attachmentIn(known, TransitGatewayAttachment);
  return attachment === undefined
    ? [{ prefixListId, blackhole: true }]
    : [{ prefixListId, attachment: attachment.name }];
}

/** The attachment that a route leads to, by its id or by that of its resource. */
const attachmentIn = (
  known: readonly KnownAttachment[],
  { TransitGatewayAttachmentId, ResourceId }: ec2.TransitGatewayRouteAttachment,
): KnownAttachment | undefined =>
  known.find(({ id }) => id === TransitGatewayAttachmentId || id === `att-${ResourceId}`);

/** One route for a prefix, as a table has it. */
const unique = (routes: readonly RawRoute[]): RawRoute[] =>
  routes.filter(
    (one, index) =>
      routes.findIndex((other) => other.destinationCidrBlock === one.destinationCidrBlock) === index,
  );
