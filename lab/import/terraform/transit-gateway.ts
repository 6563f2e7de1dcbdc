import { given } from '../../given.ts';
import type { TransitGatewayAttachment } from '../ec2/transit-gateway.ts';
import type { Found } from '../found.ts';
import type { FoundObjects } from '../objects.ts';
import { number, text } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Resource } from './resources.ts';

/** Transit Gateways with attachments and route tables, by the resources that make them. */
export function transitGatewayObjects(reading: Reading): FoundObjects {
  const gateways = reading.all('aws_ec2_transit_gateway');
  const attached = [...vpcAttachments(reading), ...vpnAttachments(reading), ...peerings(reading)];
  return {
    TransitGateways: gateways.map((gateway) => transitGateway(reading, gateway)),
    TransitGatewayAttachments: attached.map(({ found }) => found),
    TransitGatewayRouteTables: reading.all('aws_ec2_transit_gateway_route_table').map((table) =>
      reading.found(table, {
        TransitGatewayRouteTableId: reading.id(table),
        ...given({ TransitGatewayId: reading.ref(table, 'transit_gateway_id') }),
      }),
    ),
    ...linkObjects(reading, attached),
    TransitGatewayRoutes: reading.all('aws_ec2_transit_gateway_route').map((route) => {
      const attachment = attachmentOf(reading, route);
      return reading.found(route, {
        TransitGatewayRouteTableId: reading.ref(route, 'transit_gateway_route_table_id') ?? '',
        ...given({ DestinationCidrBlock: text(route.values.destination_cidr_block) }),
        Type: 'static',
        TransitGatewayAttachments: attachment === undefined ? [] : [attachment],
      });
    }),
    TransitGatewayPrefixListReferences: reading
      .all('aws_ec2_transit_gateway_prefix_list_reference')
      .map((reference) =>
        reading.found(reference, {
          TransitGatewayRouteTableId: reading.ref(reference, 'transit_gateway_route_table_id') ?? '',
          PrefixListId: reading.ref(reference, 'prefix_list_id') ?? '',
          ...given({ TransitGatewayAttachment: attachmentOf(reading, reference) }),
        }),
      ),
  };
}

/** What a route leads to; nothing where it is a blackhole. */
function attachmentOf(reading: Reading, route: Resource) {
  const TransitGatewayAttachmentId = reading.ref(route, 'transit_gateway_attachment_id');
  return TransitGatewayAttachmentId === undefined || route.values.blackhole === true
    ? undefined
    : { TransitGatewayAttachmentId };
}

/** Associations and propagations: those that are written, and those that a gateway makes by itself. */
function linkObjects(reading: Reading, attached: readonly Attached[]): FoundObjects {
  const links = (type: string) =>
    reading.all(type).flatMap((link) => {
      const TransitGatewayAttachmentId = reading.ref(link, 'transit_gateway_attachment_id');
      const TransitGatewayRouteTableId = reading.ref(link, 'transit_gateway_route_table_id');
      return TransitGatewayAttachmentId === undefined || TransitGatewayRouteTableId === undefined
        ? []
        : [reading.found(link, { TransitGatewayAttachmentId, TransitGatewayRouteTableId })];
    });
  const byDefault = (option: string, table: string) =>
    attached.flatMap(({ found, resource }) => {
      const { TransitGatewayId, TransitGatewayAttachmentId, ResourceType } = found.item;
      const gateway = reading
        .all('aws_ec2_transit_gateway')
        .find((each) => reading.id(each) === TransitGatewayId);
      const isOff =
        gateway?.values[option] === 'disable' || resource.values[`transit_gateway_${option}`] === false;
      if (gateway === undefined || isOff || ResourceType === 'peering') return [];
      const TransitGatewayRouteTableId = reading.owned(gateway, table);
      return [{ ...found, item: { TransitGatewayAttachmentId, TransitGatewayRouteTableId } }];
    });
  const associations = links('aws_ec2_transit_gateway_route_table_association');
  const associated = new Set(associations.map(({ item }) => item.TransitGatewayAttachmentId));
  return {
    TransitGatewayRouteTableAssociations: [
      ...associations,
      ...byDefault('default_route_table_association', 'association_default_route_table_id').filter(
        ({ item }) => !associated.has(item.TransitGatewayAttachmentId),
      ),
    ],
    TransitGatewayRouteTablePropagations: [
      ...links('aws_ec2_transit_gateway_route_table_propagation'),
      ...byDefault('default_route_table_propagation', 'propagation_default_route_table_id'),
    ],
  };
}

function transitGateway(reading: Reading, gateway: Resource) {
  const { values } = gateway;
  return reading.found(gateway, {
    TransitGatewayId: reading.id(gateway),
    Options: {
      ...given({
        AmazonSideAsn: number(values.amazon_side_asn),
        DefaultRouteTableAssociation: text(values.default_route_table_association),
        DefaultRouteTablePropagation: text(values.default_route_table_propagation),
        VpnEcmpSupport: text(values.vpn_ecmp_support),
        SecurityGroupReferencingSupport: text(values.security_group_referencing_support),
      }),
    },
  });
}

interface Attached {
  readonly found: Found<TransitGatewayAttachment>;
  readonly resource: Resource;
}

function vpcAttachments(reading: Reading): Attached[] {
  return reading.all('aws_ec2_transit_gateway_vpc_attachment').map((resource) => {
    const ResourceId = reading.ref(resource, 'vpc_id');
    const item = {
      TransitGatewayAttachmentId: reading.id(resource),
      ResourceType: 'vpc',
      ...given({ TransitGatewayId: reading.ref(resource, 'transit_gateway_id'), ResourceId }),
      SubnetIds: reading.refs(resource, 'subnet_ids'),
      Options: given({ ApplianceModeSupport: text(resource.values.appliance_mode_support) }),
    };
    return { found: reading.found(resource, item), resource };
  });
}

/** A VPN connection of a Transit Gateway has an attachment by itself; a tag Name is not known of it. */
function vpnAttachments(reading: Reading): Attached[] {
  return reading.all('aws_vpn_connection').flatMap((resource) => {
    const TransitGatewayId = reading.ref(resource, 'transit_gateway_id');
    if (TransitGatewayId === undefined) return [];
    const item = {
      TransitGatewayAttachmentId: reading.owned(resource, 'transit_gateway_attachment_id'),
      TransitGatewayId,
      ResourceType: 'vpn',
      ResourceId: reading.id(resource),
    };
    const { name: _, ...found } = reading.found(resource, item);
    return [{ found, resource }];
  });
}

function peerings(reading: Reading): Attached[] {
  return reading.all('aws_ec2_transit_gateway_peering_attachment').flatMap((resource) => {
    const own = reading.ref(resource, 'transit_gateway_id');
    const peer = reading.ref(resource, 'peer_transit_gateway_id');
    if (own === undefined || peer === undefined) return [];
    const end = (TransitGatewayId: string, ResourceId: string): Attached => {
      const item = {
        TransitGatewayAttachmentId: reading.id(resource),
        TransitGatewayId,
        ResourceId,
        ResourceType: 'peering',
      };
      return { found: reading.found(resource, item), resource };
    };
    return [end(own, peer), end(peer, own)];
  });
}
