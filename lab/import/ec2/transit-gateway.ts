import type { Tagged } from './tag.ts';

/** EC2 API `TransitGateway`. */
export interface TransitGateway extends Tagged {
  readonly TransitGatewayId: string;
  readonly State?: string;
  readonly Options?: {
    readonly AmazonSideAsn?: number;
    readonly DefaultRouteTableAssociation?: string;
    readonly AssociationDefaultRouteTableId?: string;
    readonly DefaultRouteTablePropagation?: string;
    readonly PropagationDefaultRouteTableId?: string;
    readonly VpnEcmpSupport?: string;
    readonly SecurityGroupReferencingSupport?: string;
  };
}

/** EC2 API `TransitGatewayAttachment`, with the members of `TransitGatewayVpcAttachment`. */
export interface TransitGatewayAttachment extends Tagged {
  readonly TransitGatewayAttachmentId: string;
  readonly TransitGatewayId?: string;
  /** vpc, vpn, peering, direct-connect-gateway, connect. */
  readonly ResourceType?: string;
  readonly ResourceId?: string;
  readonly VpcId?: string;
  readonly SubnetIds?: readonly string[];
  readonly Options?: { readonly ApplianceModeSupport?: string; readonly Ipv6Support?: string };
  readonly Association?: { readonly TransitGatewayRouteTableId?: string; readonly State?: string };
  readonly State?: string;
}

/** EC2 API `TransitGatewayRouteTable`. */
export interface TransitGatewayRouteTable extends Tagged {
  readonly TransitGatewayRouteTableId: string;
  readonly TransitGatewayId?: string;
  readonly State?: string;
  readonly DefaultAssociationRouteTable?: boolean;
  readonly DefaultPropagationRouteTable?: boolean;
}

/** EC2 API `TransitGatewayRouteTableAssociation`, or the like of a propagation. */
export interface TransitGatewayRouteTableLink {
  readonly TransitGatewayRouteTableId: string;
  readonly TransitGatewayAttachmentId: string;
  readonly ResourceType?: string;
  readonly ResourceId?: string;
  readonly State?: string;
}

/** EC2 API `TransitGatewayRouteAttachment`. */
export interface TransitGatewayRouteAttachment {
  readonly TransitGatewayAttachmentId?: string;
  readonly ResourceType?: string;
  readonly ResourceId?: string;
}

/** EC2 API `TransitGatewayPrefixListReference`; without an attachment it is a blackhole. */
export interface TransitGatewayPrefixListReference {
  readonly TransitGatewayRouteTableId: string;
  readonly PrefixListId: string;
  readonly TransitGatewayAttachment?: TransitGatewayRouteAttachment;
  readonly State?: string;
}

/** EC2 API `TransitGatewayRoute`, with the table that it was searched in. */
export interface TransitGatewayRoute {
  readonly TransitGatewayRouteTableId: string;
  readonly DestinationCidrBlock?: string;
  readonly PrefixListId?: string;
  readonly TransitGatewayAttachments?: readonly TransitGatewayRouteAttachment[];
  /** static, propagated. */
  readonly Type?: string;
  /** active, blackhole, deleted and others. */
  readonly State?: string;
}
