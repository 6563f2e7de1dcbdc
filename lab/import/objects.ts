import type { DeviceConfiguration } from './ec2/device-configuration.ts';
import type * as tgw from './ec2/transit-gateway.ts';
import type * as vpc from './ec2/vpc.ts';
import type * as vpn from './ec2/vpn.ts';
import type { Found } from './found.ts';

/**
 * What files of any kind hold: the objects of the EC2 API, each as `aws ec2 describe-*` prints it, under the key that it prints
 * them under. `Instances` are taken out of their reservations; `TransitGatewayRoutes` are what search-transit-gateway-routes
 * prints for one table, and empty in `TransitGatewayRouteTableId`, as in an association or a propagation, means that the file does not say
 * which table it is. A prefix list has what get-managed-prefix-list-entries prints, too.
 */
interface ItemByNoun {
  readonly Vpcs: vpc.Vpc;
  readonly Subnets: vpc.Subnet;
  readonly RouteTables: vpc.RouteTable;
  readonly NetworkAcls: vpc.NetworkAcl;
  readonly SecurityGroups: vpc.SecurityGroup;
  readonly InternetGateways: vpc.InternetGateway;
  readonly NatGateways: vpc.NatGateway;
  readonly PrefixLists: vpc.PrefixList;
  readonly Instances: vpc.Instance;
  readonly NetworkInterfaces: vpc.NetworkInterface;
  readonly TransitGateways: tgw.TransitGateway;
  readonly TransitGatewayAttachments: tgw.TransitGatewayAttachment;
  readonly TransitGatewayRouteTables: tgw.TransitGatewayRouteTable;
  readonly TransitGatewayRouteTableAssociations: tgw.TransitGatewayRouteTableLink;
  readonly TransitGatewayRouteTablePropagations: tgw.TransitGatewayRouteTableLink;
  readonly TransitGatewayRoutes: tgw.TransitGatewayRoute;
  readonly TransitGatewayPrefixListReferences: tgw.TransitGatewayPrefixListReference;
  readonly VpnGateways: vpn.VpnGateway;
  readonly CustomerGateways: vpn.CustomerGateway;
  readonly VpnConnections: vpn.VpnConnection;
  readonly DeviceConfigurations: DeviceConfiguration;
}

/** The nouns, with the members that an object is the same by, in whichever file it stands. */
export const KEYS = {
  Vpcs: ['VpcId'],
  Subnets: ['SubnetId'],
  RouteTables: ['RouteTableId'],
  NetworkAcls: ['NetworkAclId'],
  SecurityGroups: ['GroupId'],
  InternetGateways: ['InternetGatewayId'],
  NatGateways: ['NatGatewayId'],
  PrefixLists: ['PrefixListId'],
  Instances: ['InstanceId'],
  NetworkInterfaces: ['NetworkInterfaceId'],
  TransitGateways: ['TransitGatewayId'],
  // A peering is an attachment of one id at two gateways.
  TransitGatewayAttachments: ['TransitGatewayAttachmentId', 'TransitGatewayId'],
  TransitGatewayRouteTables: ['TransitGatewayRouteTableId'],
  TransitGatewayRouteTableAssociations: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  TransitGatewayRouteTablePropagations: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  TransitGatewayRoutes: ['TransitGatewayRouteTableId', 'DestinationCidrBlock', 'PrefixListId'],
  TransitGatewayPrefixListReferences: ['TransitGatewayRouteTableId', 'PrefixListId'],
  VpnGateways: ['VpnGatewayId'],
  CustomerGateways: ['CustomerGatewayId'],
  VpnConnections: ['VpnConnectionId'],
  DeviceConfigurations: ['VpnConnectionId'],
} as const satisfies { readonly [Noun in keyof ItemByNoun]: readonly (keyof ItemByNoun[Noun])[] };

/** One of the nouns. */
export type Noun = keyof ItemByNoun;

/** An object of a noun. */
export type Ec2Item<Each extends Noun> = ItemByNoun[Each];

/** What one file holds: of each noun none or more objects. */
export type FoundObjects = { readonly [Each in Noun]?: readonly Found<ItemByNoun[Each]>[] };

/** What all files together hold: each object once. */
export type Ec2Objects = { readonly [Each in Noun]: readonly Found<ItemByNoun[Each]>[] };
