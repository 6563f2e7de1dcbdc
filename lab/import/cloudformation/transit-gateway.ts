import { given } from '../../given.ts';
import { defaultLinks } from '../default-links.ts';
import { SHAPES } from '../describe/shapes.ts';
import type { TransitGateway, TransitGatewayAttachment } from '../ec2/transit-gateway.ts';
import type { Found } from '../found.ts';
import type { FoundObjects } from '../objects.ts';
import type { Stack } from './stack.ts';

const link = { TransitGatewayAttachmentId: 'text', TransitGatewayRouteTableId: 'text' } as const;

/** Transit Gateways with attachments and route tables. */
export function transitGatewayObjects(stack: Stack, { VpnConnections = [] }: FoundObjects): FoundObjects {
  const { Options } = SHAPES.TransitGateways;
  const TransitGateways = stack
    .all<NonNullable<TransitGateway['Options']>>(Options, 'TransitGateway')
    .map(({ Id, Place: _, ...each }) => stack.found(Id, { TransitGatewayId: Id, Options: each }));
  const { TransitGatewayId, VpcId, SubnetIds, Options: options } = SHAPES.TransitGatewayAttachments;
  const ofVpcs = stack
    .all<Pick<TransitGatewayAttachment, 'TransitGatewayId' | 'VpcId' | 'SubnetIds' | 'Options'>>(
      { TransitGatewayId, VpcId, SubnetIds, Options: options },
      'TransitGatewayAttachment',
      'TransitGatewayVpcAttachment',
    )
    .map(({ Id, Place: _, ...each }) =>
      stack.found(Id, { TransitGatewayAttachmentId: Id, ResourceType: 'vpc', ...each }),
    );
  const ofVpns = VpnConnections.filter(({ item }) => item.TransitGatewayId !== undefined).map(
    ({ item, at }) => ({
      item: {
        TransitGatewayAttachmentId: `${item.VpnConnectionId}.attachment`,
        ResourceType: 'vpn',
        ResourceId: item.VpnConnectionId,
        ...given({ TransitGatewayId: item.TransitGatewayId }),
      },
      at,
    }),
  );
  const attachments = [...ofVpcs, ...ofVpns];
  return {
    TransitGateways,
    TransitGatewayAttachments: attachments,
    TransitGatewayRouteTables: stack
      .all<{ TransitGatewayId?: string }>({ TransitGatewayId: 'text' }, 'TransitGatewayRouteTable')
      .map(({ Id, Place: _, ...each }) => stack.found(Id, { TransitGatewayRouteTableId: Id, ...each })),
    ...linkObjects(stack, TransitGateways, attachments),
    TransitGatewayRoutes: stack
      .all<{
        TransitGatewayRouteTableId: string;
        DestinationCidrBlock?: string;
        TransitGatewayAttachmentId?: string;
      }>({ ...link, DestinationCidrBlock: 'text' }, 'TransitGatewayRoute')
      .map(({ Id, Place: _, TransitGatewayAttachmentId, ...each }) =>
        stack.found(Id, {
          ...each,
          Type: 'static',
          TransitGatewayAttachments:
            TransitGatewayAttachmentId === undefined ? [] : [{ TransitGatewayAttachmentId }],
        }),
      ),
  };
}

function linkObjects(
  stack: Stack,
  TransitGateways: readonly Found<TransitGateway>[],
  attachments: readonly Found<TransitGatewayAttachment>[],
): FoundObjects {
  const links = (type: string) =>
    stack
      .all<{ TransitGatewayAttachmentId: string; TransitGatewayRouteTableId: string }>(link, type)
      .map(({ Id, Place: _, ...each }) => stack.found(Id, each));
  const associations = links('TransitGatewayRouteTableAssociation');
  const associated = new Set(associations.map(({ item }) => item.TransitGatewayAttachmentId));
  return {
    TransitGatewayRouteTableAssociations: [
      ...associations,
      ...defaultLinks(TransitGateways, attachments, 'DefaultRouteTableAssociation').filter(
        ({ item }) => !associated.has(item.TransitGatewayAttachmentId),
      ),
    ],
    TransitGatewayRouteTablePropagations: [
      ...links('TransitGatewayRouteTablePropagation'),
      ...defaultLinks(TransitGateways, attachments, 'DefaultRouteTablePropagation'),
    ],
  };
}
