import { given } from '../../given.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { TransitGateway, TransitGatewayAttachment } from '../ec2/transit-gateway.ts';
import type { Found } from '../found.ts';
import type { KnownAttachment } from './known-attachment.ts';
import { groupedBy } from './scope.ts';
import type { Scope } from './scope.ts';
import { linksOf, routeTablesOf } from './transit-gateway-route-tables.ts';
import type { Links } from './transit-gateway-route-tables.ts';

type RawGateway = NonNullable<RawLab['transitGateways']>[string];
type RawAttachment = NonNullable<RawGateway['attachments']>[string];

/** How long a name may be that is an interface's, too, as those of attachments and of their gateway's route tables are. */
const MAX_DEVICE_NAME = 15;

/**
 * Transit Gateways with their attachments and route tables.
 * @param vpcs the VPCs of the lab file, by their names.
 */
export function transitGatewaysIn(scope: Scope, vpcs: RawLab['vpcs'] = {}): Pick<RawLab, 'transitGateways'> {
  const attachments = groupedBy(scope.objects.TransitGatewayAttachments, ({ item }) => item.TransitGatewayId);
  const links = linksOf(scope);
  const entries = gatewaysOf(scope).map((gateway) => {
    const { TransitGatewayId: id } = gateway.item;
    const name = scope.nameOf(id);
    scope.place(['transitGateways', name], gateway.at());
    return [name, rawGateway(scope, gateway, attachments.get(id) ?? [], links, vpcs)] as const;
  });
  return entries.length === 0 ? {} : { transitGateways: Object.fromEntries(entries) };
}

/** Those that files describe, and those that only attachments name. */
function gatewaysOf({ objects }: Scope): Found<TransitGateway>[] {
  const described = new Set(objects.TransitGateways.map(({ item }) => item.TransitGatewayId));
  const named = new Map<string, Found<TransitGateway>>();
  for (const { item, at } of objects.TransitGatewayAttachments) {
    const { TransitGatewayId } = item;
    if (TransitGatewayId === undefined || described.has(TransitGatewayId)) continue;
    named.set(TransitGatewayId, { item: { TransitGatewayId }, at });
  }
  return [...objects.TransitGateways, ...named.values()];
}

function rawGateway(
  scope: Scope,
  { item, at }: Found<TransitGateway>,
  attachments: readonly Found<TransitGatewayAttachment>[],
  links: Links,
  vpcs: NonNullable<RawLab['vpcs']>,
): RawGateway {
  const id = item.TransitGatewayId;
  const known: KnownAttachment[] = [];
  const raw: Record<string, RawAttachment> = {};
  for (const attachment of [...attachments, ...vpnAttachments(scope, id, attachments)]) {
    const made = rawAttachment(scope, attachment, vpcs);
    if (made === undefined) continue;
    const attachmentId = attachment.item.TransitGatewayAttachmentId;
    const name = scope.nameOf(attachmentId, MAX_DEVICE_NAME, id);
    scope.place(['transitGateways', scope.nameOf(id), 'attachments', name], attachment.at());
    raw[name] = made;
    known.push({ id: attachmentId, name, isPeering: made.transitGateway !== undefined });
  }
  const { Options = {} } = item;
  const tables = routeTablesOf(scope, { gateway: { item, at }, attachments, known, links });
  return {
    ...given({ amazonSideAsn: Options.AmazonSideAsn }),
    ...(Options.VpnEcmpSupport === 'disable' && { vpnEcmpSupport: 'disable' as const }),
    ...(Options.SecurityGroupReferencingSupport === 'enable' && {
      securityGroupReferencingSupport: 'enable' as const,
    }),
    ...tables.defaults,
    ...(Object.keys(raw).length > 0 && { attachments: raw }),
    ...(Object.keys(tables.raw).length > 0 && { routeTables: tables.raw }),
  };
}

/** A VPN connection of a Transit Gateway has an attachment by itself, which need not be in a file (EC2 API, CreateVpnConnection). */
function vpnAttachments(
  { objects }: Scope,
  gatewayId: string,
  attachments: readonly Found<TransitGatewayAttachment>[],
): Found<TransitGatewayAttachment>[] {
  return objects.VpnConnections.filter(
    ({ item }) =>
      item.TransitGatewayId === gatewayId &&
      !attachments.some((each) => each.item.ResourceId === item.VpnConnectionId),
  ).map(({ item, at }) => ({
    item: {
      TransitGatewayAttachmentId: `att-${item.VpnConnectionId}`,
      TransitGatewayId: gatewayId,
      ResourceType: 'vpn',
      ResourceId: item.VpnConnectionId,
    },
    at,
  }));
}

function rawAttachment(
  scope: Scope,
  { item, at }: Found<TransitGatewayAttachment>,
  vpcs: NonNullable<RawLab['vpcs']>,
): RawAttachment | undefined {
  const { TransitGatewayAttachmentId: id, ResourceId, VpcId = ResourceId, ResourceType } = item;
  const leftOut = (what: string): undefined => {
    scope.note(id, `${what}, and left out: static routes to it are blackholes`, at());
  };
  switch (ResourceType ?? (item.VpcId === undefined ? 'vpn' : 'vpc')) {
    case 'vpc': {
      const vpc = scope.objects.Vpcs.some((each) => each.item.VpcId === VpcId) ? scope.nameOf(VpcId!) : '';
      if (!Object.hasOwn(vpcs, vpc)) return leftOut('attaches a VPC that no file has');
      return rawVpcAttachment(scope, { item, at }, VpcId!, vpc, vpcs[vpc]!);
    }
    case 'vpn':
      return scope.objects.VpnConnections.some((each) => each.item.VpnConnectionId === ResourceId)
        ? { vpnConnection: scope.nameOf(ResourceId!) }
        : leftOut('attaches a VPN connection that no file has');
    case 'peering':
      return scope.objects.TransitGatewayAttachments.some(
        (each) => each.item.TransitGatewayAttachmentId === id && each.item.TransitGatewayId === ResourceId,
      )
        ? { transitGateway: scope.nameOf(ResourceId!) }
        : leftOut('is a peering with a Transit Gateway whose attachments no file has');
    default:
      return leftOut(`is of a kind that the import does not know, ${ResourceType}`);
  }
}

function rawVpcAttachment(
  scope: Scope,
  { item, at }: Found<TransitGatewayAttachment>,
  vpcId: string,
  vpc: string,
  { subnets: known = {} }: NonNullable<RawLab['vpcs']>[string],
): RawAttachment {
  const names = (item.SubnetIds ?? []).map((id) => scope.nameOf(id, 40, vpcId));
  const subnets = names.filter((name) => Object.hasOwn(known, name));
  if (subnets.length < names.length)
    scope.note(
      item.TransitGatewayAttachmentId,
      'is in subnets that no file has, which are left out',
      at(['SubnetIds']),
    );
  return {
    vpc,
    ...(subnets.length > 0 && { subnets }),
    ...(item.Options?.ApplianceModeSupport === 'enable' && { applianceModeSupport: 'enable' as const }),
    ...(item.Options?.Ipv6Support === 'enable' && { ipv6Support: 'enable' as const }),
  };
}
