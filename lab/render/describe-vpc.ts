import type {
  IpPermission,
  NatGateway,
  PrefixList,
  RouteTable,
  Route as Ec2Route,
} from '../import/ec2/vpc.ts';
import type * as ec2 from '../import/ec2/vpc.ts';
import type { Lab, NetworkAclEntry, Route, SecurityGroupRule, Vpc } from '../topology/types.ts';
import { isIpv6 } from '../topology/cidr.ts';
import { isIcmp } from '../topology/objects/ip-protocol.ts';
import { idOf } from './vpn.ts';

const PROTOCOL_NUMBERS = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' } as const;

export const named = (name: string) => [{ Key: 'Name', Value: name }];
/** The id of a part of a VPC: only within its VPC nobody else has its name. */
export const partId = (prefix: string, vpc: Vpc, name: string): string => idOf(prefix, `${vpc.name} ${name}`);
const vpcId = ({ name }: Vpc): string => idOf('vpc', name);

export function describedVpcs(lab: Lab): readonly ec2.Vpc[] {
  return lab.vpcs.map((vpc) => ({
    VpcId: vpcId(vpc),
    CidrBlock: vpc.cidrBlocks[0]!,
    CidrBlockAssociationSet: vpc.cidrBlocks.map((CidrBlock) => ({
      CidrBlock,
      CidrBlockState: { State: 'associated' },
    })),
    ...describedIpv6(vpc),
    IsDefault: false,
    Tags: named(vpc.name),
  }));
}

const describedIpv6 = ({
  ipv6CidrBlock,
}: {
  readonly ipv6CidrBlock?: string | undefined;
}): Pick<ec2.Vpc, 'Ipv6CidrBlockAssociationSet'> =>
  ipv6CidrBlock === undefined ? {} : { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: ipv6CidrBlock }] };

export function describedSubnets(vpc: Vpc): readonly ec2.Subnet[] {
  return vpc.subnets.map(({ name, cidrBlock, ipv6CidrBlock, availabilityZone }) => ({
    SubnetId: partId('subnet', vpc, name),
    VpcId: vpcId(vpc),
    CidrBlock: cidrBlock,
    ...describedIpv6({ ipv6CidrBlock }),
    AvailabilityZone: availabilityZone,
    Tags: named(name),
  }));
}

export function describedRouteTables(vpc: Vpc): readonly RouteTable[] {
  return vpc.routeTables.map(({ name, routes, propagatingVgws }) => ({
    RouteTableId: partId('rtb', vpc, name),
    VpcId: vpcId(vpc),
    Associations: [
      ...(vpc.mainRouteTable === name ? [{ Main: true }] : []),
      ...vpc.subnets.flatMap((subnet) =>
        subnet.routeTable === name ? [{ Main: false, SubnetId: partId('subnet', vpc, subnet.name) }] : [],
      ),
    ],
    PropagatingVgws: propagatingVgws.map((vgw) => ({ GatewayId: idOf('vgw', vgw) })),
    Routes: [
      ...vpc.cidrBlocks.map((DestinationCidrBlock) => ({
        DestinationCidrBlock,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      })),
      ...(vpc.ipv6CidrBlock === undefined
        ? []
        : [
            {
              DestinationIpv6CidrBlock: vpc.ipv6CidrBlock,
              GatewayId: 'local',
              Origin: 'CreateRouteTable',
              State: 'active',
            },
          ]),
      ...routes.map((route) => describedRoute(vpc, route)),
    ],
    Tags: named(name),
  }));
}

function describedRoute(
  vpc: Vpc,
  { destinationCidrBlock, destinationPrefixListId, target }: Route,
): Ec2Route {
  const destination =
    destinationCidrBlock === null
      ? { DestinationPrefixListId: idOf('pl', destinationPrefixListId ?? '') }
      : isIpv6(destinationCidrBlock)
        ? { DestinationIpv6CidrBlock: destinationCidrBlock }
        : { DestinationCidrBlock: destinationCidrBlock };
  const route = { ...destination, Origin: 'CreateRoute', State: 'active' };
  switch (target.kind) {
    case 'transitGateway':
      return { ...route, TransitGatewayId: idOf('tgw', target.name) };
    case 'vpnGateway':
      return { ...route, GatewayId: idOf('vgw', target.name) };
    case 'internetGateway':
      return { ...route, GatewayId: idOf('igw', target.name) };
    case 'natGateway':
      return { ...route, NatGatewayId: idOf('nat', target.name) };
    case 'instance':
      return { ...route, InstanceId: idOf('i', target.name) };
    case 'blackhole':
      // What it led to is gone: a network interface stands for it.
      return { ...route, NetworkInterfaceId: idOf('eni', `${vpc.name} gone`), State: 'blackhole' };
  }
}

export function describedNetworkAcls(vpc: Vpc): readonly ec2.NetworkAcl[] {
  return vpc.networkAcls.map(({ name, associations, entries }) => ({
    NetworkAclId: partId('acl', vpc, name),
    VpcId: vpcId(vpc),
    IsDefault: false,
    Associations: associations.map((subnet) => ({ SubnetId: partId('subnet', vpc, subnet) })),
    Entries: entries.map(describedEntry),
    Tags: named(name),
  }));
}

function describedEntry(entry: NetworkAclEntry): NonNullable<ec2.NetworkAcl['Entries']>[number] {
  const { ruleNumber, egress, ruleAction, protocol, cidrBlock, ports, icmpTypeCode } = entry;
  return {
    RuleNumber: ruleNumber,
    Egress: egress,
    RuleAction: ruleAction,
    Protocol: PROTOCOL_NUMBERS[protocol],
    ...(isIpv6(cidrBlock) ? { Ipv6CidrBlock: cidrBlock } : { CidrBlock: cidrBlock }),
    ...(ports !== null && { PortRange: { From: ports.from, To: ports.to } }),
    ...(icmpTypeCode !== null && { IcmpTypeCode: { Type: icmpTypeCode.type, Code: icmpTypeCode.code } }),
  };
}

export function describedSecurityGroups(lab: Lab, vpc: Vpc): readonly ec2.SecurityGroup[] {
  return vpc.securityGroups.map(({ name, ingress, egress }) => ({
    GroupId: partId('sg', vpc, name),
    GroupName: name,
    VpcId: vpcId(vpc),
    IpPermissions: ingress.map((rule) => describedRule(lab, vpc, rule)),
    IpPermissionsEgress: egress.map((rule) => describedRule(lab, vpc, rule)),
    Tags: named(name),
  }));
}

function describedRule(lab: Lab, vpc: Vpc, rule: SecurityGroupRule): IpPermission {
  const { protocol, ports, icmpTypeCode, cidrIp, prefixListId, referencedSecurityGroup: group } = rule;
  const [from, to] =
    ports !== null
      ? [ports.from, ports.to]
      : isIcmp(protocol)
        ? [icmpTypeCode?.type ?? -1, icmpTypeCode?.code ?? -1]
        : [0, 65535];
  const owner = group === null ? undefined : (lab.vpcs.find(({ name }) => name === group.vpc) ?? vpc);
  return {
    IpProtocol: protocol === 'all' ? '-1' : protocol,
    ...(protocol !== 'all' && { FromPort: from, ToPort: to }),
    IpRanges: cidrIp === null || isIpv6(cidrIp) ? [] : [{ CidrIp: cidrIp }],
    ...(cidrIp !== null && isIpv6(cidrIp) && { Ipv6Ranges: [{ CidrIpv6: cidrIp }] }),
    UserIdGroupPairs: group === null ? [] : [{ GroupId: partId('sg', owner!, group.name) }],
    PrefixListIds: prefixListId === undefined ? [] : [{ PrefixListId: idOf('pl', prefixListId) }],
  };
}

export function describedInstances(vpc: Vpc): readonly ec2.Instance[] {
  return vpc.instances.map((instance) => ({
    InstanceId: idOf('i', instance.name),
    VpcId: vpcId(vpc),
    SubnetId: partId('subnet', vpc, instance.subnet),
    PrivateIpAddress: instance.privateIpAddress,
    ...(instance.ipv6Address !== undefined && { Ipv6Address: instance.ipv6Address }),
    ...(instance.publicIpAddress !== null && { PublicIpAddress: instance.publicIpAddress }),
    SourceDestCheck: instance.sourceDestCheck,
    SecurityGroups: instance.securityGroups.map((group) => ({ GroupId: partId('sg', vpc, group) })),
    State: { Name: 'running' },
    Tags: named(instance.name),
  }));
}

export function describedNatGateways(vpc: Vpc): readonly NatGateway[] {
  return vpc.natGateways.map(({ name, subnet, privateIpAddress, publicIpAddress }) => ({
    NatGatewayId: idOf('nat', name),
    VpcId: vpcId(vpc),
    SubnetId: partId('subnet', vpc, subnet),
    ConnectivityType: publicIpAddress === null ? 'private' : 'public',
    NatGatewayAddresses: [
      { PrivateIp: privateIpAddress, ...(publicIpAddress !== null && { PublicIp: publicIpAddress }) },
    ],
    State: 'available',
    Tags: named(name),
  }));
}

export function describedPrefixLists(lab: Lab): readonly PrefixList[] {
  return lab.prefixLists.map(({ name, maxEntries, entries }) => ({
    PrefixListId: idOf('pl', name),
    PrefixListName: name,
    MaxEntries: maxEntries,
    Entries: entries.map((Cidr) => ({ Cidr })),
    State: 'create-complete',
  }));
}
