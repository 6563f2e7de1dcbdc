import type {
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRouteTableLink,
} from './ec2/transit-gateway.ts';
import type { Found } from './found.ts';

/** The id of the route table that a Transit Gateway comes with, where no file says it. */
const defaultTableOf = ({ TransitGatewayId, Options = {} }: TransitGateway): string =>
  Options.AssociationDefaultRouteTableId ??
  Options.PropagationDefaultRouteTableId ??
  `${TransitGatewayId}.default-route-table`;

/** What a new Transit Gateway does with new attachments by itself (AWS Transit Gateway guide, How transit gateways work). */
export function defaultLinks(
  gateways: readonly Found<TransitGateway>[],
  attachments: readonly Found<TransitGatewayAttachment>[],
  option: 'DefaultRouteTableAssociation' | 'DefaultRouteTablePropagation',
): Found<TransitGatewayRouteTableLink>[] {
  return attachments.flatMap(({ item, at }) => {
    const gateway = gateways.find((each) => each.item.TransitGatewayId === item.TransitGatewayId);
    if (
      gateway === undefined ||
      gateway.item.Options?.[option] === 'disable' ||
      item.ResourceType === 'peering'
    )
      return [];
    const { TransitGatewayAttachmentId } = item;
    return [
      { item: { TransitGatewayAttachmentId, TransitGatewayRouteTableId: defaultTableOf(gateway.item) }, at },
    ];
  });
}
