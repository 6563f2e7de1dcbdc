import { isIpv6 } from '../cidr.ts';
import type {
  CustomerGateway,
  InsideSubnet,
  IpVersion,
  Lab,
  NetworkAcl,
  SecurityGroup,
  TransitGateway,
  Vpc,
  VpnConnection,
} from '../types.ts';
import { perLab } from './per-lab.ts';

/*
 * A lab carries two networks over the same nodes and links, one of IPv4 and one of IPv6, that have nothing to do with each
 * other. Each is a lab: what plans, predicts and probes is told which, and does the same with either.
 */

/** Both versions, in the order in which they are told of. */
export const IP_VERSIONS: readonly IpVersion[] = ['ipv4', 'ipv6'];

/** The version that a VPN connection's tunnels carry: AWS's default is IPv4 (EC2 API, VpnConnectionOptionsSpecification). */
export const carriedVersion = ({
  tunnelInsideIpVersion,
}: Pick<VpnConnection, 'tunnelInsideIpVersion'>): IpVersion => tunnelInsideIpVersion ?? 'ipv4';

/** Whether anything in a lab has IPv6. */
export const hasIpv6: (lab: Lab) => boolean = perLab(
  ({ vpcs, customerGateways, vpnConnections }) =>
    vpcs.some(({ ipv6CidrBlock }) => ipv6CidrBlock !== undefined) ||
    customerGateways.some(({ ipv6CidrBlock }) => ipv6CidrBlock !== undefined) ||
    vpnConnections.some((connection) => carriedVersion(connection) === 'ipv6'),
);

/** The lab as IPv4 sees it: without blocks of VPCs, routes and rules of IPv6. A lab without IPv6 is that already. */
export const overIpv4: (lab: Lab) => Lab = perLab((lab) => {
  if (!hasIpv6(lab)) return lab;
  const own = withRulesOf(lab, (text) => !isIpv6(text));
  return { ...own, vpcs: own.vpcs.map(({ ipv6CidrBlock: _, ...vpc }) => vpc) };
});

/**
 * The lab as IPv6 sees it: VPCs, subnets, LANs and hosts have their IPv6 block or address where the lab has IPv4's, and all
 * routes and rules are of IPv6. What has none keeps its IPv4 addresses, which nothing of IPv6 matches; such a host is none
 * (lab/aws/hosts.ts).
 */
export const overIpv6: (lab: Lab) => Lab = perLab((lab) => {
  if (lab.ipVersion === 'ipv6') return lab;
  const own = withRulesOf(lab, isIpv6);
  return {
    ...own,
    ipVersion: 'ipv6',
    vpcs: own.vpcs.map(vpcOverIpv6),
    customerGateways: own.customerGateways.map(siteOverIpv6),
  };
});

/** The lab as one IP version sees it: of IPv4 the lab itself, with what else it has. */
export function overVersion(lab: Lab, version: IpVersion): Lab {
  return version === 'ipv6' ? overIpv6(lab) : lab;
}

/** Whether an address is one of those that the lab is about: of IPv4, or of IPv6 as IPv6 sees it. */
export function isOfVersion({ ipVersion }: Pick<Lab, 'ipVersion'>, address: string): boolean {
  return isIpv6(address) === (ipVersion === 'ipv6');
}

type IsOf = (text: string) => boolean;

function withRulesOf(lab: Lab, isOf: IsOf): Lab {
  return {
    ...lab,
    prefixLists: lab.prefixLists.map((list) => ({ ...list, entries: list.entries.filter(isOf) })),
    vpcs: lab.vpcs.map((vpc) => ({
      ...vpc,
      routeTables: vpc.routeTables.map((table) => ({
        ...table,
        routes: table.routes.filter(
          ({ destinationCidrBlock }) => destinationCidrBlock === null || isOf(destinationCidrBlock),
        ),
      })),
      securityGroups: vpc.securityGroups.map((group) => rulesOf(group, isOf)),
      networkAcls: vpc.networkAcls.map((acl) => entriesOf(acl, isOf)),
    })),
    gateways: lab.gateways.map((gateway) =>
      gateway.kind === 'transitGateway' ? tablesOf(gateway, isOf) : gateway,
    ),
    customerGateways: lab.customerGateways.map((gateway) => ({
      ...gateway,
      router: {
        ...gateway.router,
        routes: gateway.router.routes.filter(({ destinationCidrBlock }) => isOf(destinationCidrBlock)),
      },
    })),
  };
}

/** A rule for a prefix list is of what the list has; one for a security group is of both. */
function rulesOf(group: SecurityGroup, isOf: IsOf): SecurityGroup {
  const own = ({ cidrIp }: SecurityGroup['ingress'][number]): boolean => cidrIp === null || isOf(cidrIp);
  return { ...group, ingress: group.ingress.filter(own), egress: group.egress.filter(own) };
}

function entriesOf(acl: NetworkAcl, isOf: IsOf): NetworkAcl {
  return { ...acl, entries: acl.entries.filter(({ cidrBlock }) => isOf(cidrBlock)) };
}

function tablesOf(gateway: TransitGateway, isOf: IsOf): TransitGateway {
  return {
    ...gateway,
    routeTables: gateway.routeTables.map((table) => ({
      ...table,
      routes: table.routes.filter(({ destinationCidrBlock }) => isOf(destinationCidrBlock)),
    })),
  };
}

function vpcOverIpv6({ ipv6CidrBlock, ...vpc }: Vpc): Vpc {
  return {
    ...vpc,
    cidrBlocks: ipv6CidrBlock === undefined ? [] : [ipv6CidrBlock],
    subnets: vpc.subnets.map(({ ipv6CidrBlock: own, ...subnet }) => ({
      ...subnet,
      cidrBlock: own ?? subnet.cidrBlock,
    })),
    instances: vpc.instances.map(({ ipv6Address, ...instance }) => ({
      ...instance,
      privateIpAddress: ipv6Address ?? instance.privateIpAddress,
      publicIpAddress: null,
    })),
  };
}

function siteOverIpv6({ ipv6CidrBlock, ...gateway }: CustomerGateway): CustomerGateway {
  return {
    ...gateway,
    cidrBlock: ipv6CidrBlock ?? gateway.cidrBlock,
    router: { ...gateway.router, insideSubnets: gateway.router.insideSubnets.map(lanOverIpv6) },
    hosts: gateway.hosts.map(({ ipv6Address, ...host }) => ({
      ...host,
      privateIpAddress: ipv6Address ?? host.privateIpAddress,
    })),
  };
}

function lanOverIpv6({ ipv6, ...lan }: InsideSubnet): InsideSubnet {
  if (ipv6 === undefined) return lan;
  return { ...lan, ...ipv6, virtualIpAddress: null, defaultGateway: ipv6.ipAddress };
}
