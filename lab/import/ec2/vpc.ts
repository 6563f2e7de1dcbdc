import type { Tagged } from './tag.ts';

/** EC2 API `Vpc`. */
export interface Vpc extends Tagged {
  readonly VpcId: string;
  readonly CidrBlock?: string;
  readonly IsDefault?: boolean;
  readonly Ipv6CidrBlockAssociationSet?: readonly { readonly Ipv6CidrBlock?: string }[];
  readonly CidrBlockAssociationSet?: readonly {
    readonly CidrBlock?: string;
    readonly CidrBlockState?: { readonly State?: string };
  }[];
}

/** EC2 API `Subnet`. */
export interface Subnet extends Tagged {
  readonly SubnetId: string;
  readonly VpcId?: string;
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlockAssociationSet?: readonly { readonly Ipv6CidrBlock?: string }[];
  readonly AvailabilityZone?: string;
}

/** EC2 API `RouteTable`. */
export interface RouteTable extends Tagged {
  readonly RouteTableId: string;
  readonly VpcId?: string;
  readonly Associations?: readonly {
    readonly Main?: boolean;
    readonly SubnetId?: string;
    readonly GatewayId?: string;
  }[];
  readonly PropagatingVgws?: readonly { readonly GatewayId?: string }[];
  readonly Routes?: readonly Route[];
}

/** EC2 API `Route`. */
export interface Route {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
  readonly GatewayId?: string;
  readonly InstanceId?: string;
  readonly NatGatewayId?: string;
  readonly NetworkInterfaceId?: string;
  readonly TransitGatewayId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly Origin?: string;
  readonly State?: string;
}

/** EC2 API `InternetGateway`. */
export interface InternetGateway extends Tagged {
  readonly InternetGatewayId: string;
  readonly Attachments?: readonly { readonly VpcId?: string; readonly State?: string }[];
}

/** EC2 API `NatGateway`. */
export interface NatGateway extends Tagged {
  readonly NatGatewayId: string;
  readonly VpcId?: string;
  readonly SubnetId?: string;
  readonly ConnectivityType?: string;
  readonly NatGatewayAddresses?: readonly {
    readonly PublicIp?: string;
    readonly PrivateIp?: string;
    readonly NetworkInterfaceId?: string;
  }[];
  readonly State?: string;
}

/** EC2 API `ManagedPrefixList` with its entries, or `PrefixList` with its CIDR blocks. */
export interface PrefixList extends Tagged {
  readonly PrefixListId: string;
  readonly PrefixListName?: string;
  readonly MaxEntries?: number;
  readonly OwnerId?: string;
  readonly Entries?: readonly { readonly Cidr?: string }[];
  readonly Cidrs?: readonly string[];
  readonly State?: string;
}

/** EC2 API `NetworkAcl`. */
export interface NetworkAcl extends Tagged {
  readonly NetworkAclId: string;
  readonly VpcId?: string;
  readonly IsDefault?: boolean;
  readonly Associations?: readonly { readonly SubnetId?: string }[];
  readonly Entries?: readonly {
    readonly RuleNumber?: number;
    readonly Egress?: boolean;
    readonly RuleAction?: string;
    readonly Protocol?: string;
    readonly CidrBlock?: string;
    readonly Ipv6CidrBlock?: string;
    readonly PortRange?: { readonly From?: number; readonly To?: number };
    readonly IcmpTypeCode?: { readonly Type?: number; readonly Code?: number };
  }[];
}

/** EC2 API `SecurityGroup`. */
export interface SecurityGroup extends Tagged {
  readonly GroupId: string;
  readonly GroupName?: string;
  readonly VpcId?: string;
  readonly IpPermissions?: readonly IpPermission[];
  readonly IpPermissionsEgress?: readonly IpPermission[];
}

/** EC2 API `IpPermission`. */
export interface IpPermission {
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly { readonly CidrIp?: string }[];
  readonly Ipv6Ranges?: readonly { readonly CidrIpv6?: string }[];
  readonly UserIdGroupPairs?: readonly { readonly GroupId?: string }[];
  readonly PrefixListIds?: readonly { readonly PrefixListId?: string }[];
}

/** EC2 API `Instance`, out of its reservation. */
export interface Instance extends Tagged {
  readonly InstanceId: string;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly PrivateIpAddress?: string;
  readonly Ipv6Address?: string;
  readonly PublicIpAddress?: string;
  readonly SourceDestCheck?: boolean;
  readonly SecurityGroups?: readonly { readonly GroupId?: string }[];
  readonly NetworkInterfaces?: readonly {
    readonly NetworkInterfaceId?: string;
    readonly Ipv6Addresses?: readonly { readonly Ipv6Address?: string }[];
  }[];
  readonly State?: { readonly Name?: string };
}

/** EC2 API `NetworkInterface`. */
export interface NetworkInterface extends Tagged {
  readonly NetworkInterfaceId: string;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly PrivateIpAddress?: string;
  readonly InterfaceType?: string;
  readonly Description?: string;
  readonly SourceDestCheck?: boolean;
  readonly Association?: { readonly PublicIp?: string };
  readonly Attachment?: { readonly InstanceId?: string };
  readonly Groups?: readonly { readonly GroupId?: string }[];
}
