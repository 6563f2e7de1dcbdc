import {
  addressAt,
  contains,
  isCidrBlock,
  networkOf,
  prefixLength,
  withoutPrefix,
} from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import { numbered, takeFreeBlock } from './free.ts';
import { ipv6Site, ipv6Vpc } from './ipv6-site.ts';
import { blocksOfVpcs } from './raw-lab.ts';
import type { SiteBlocks } from './sites.ts';

const VPC_BLOCKS = [
  ...numbered(10, 29, (n) => `10.${n}.0.0/16`),
  ...numbered(100, 199, (n) => `10.${n}.0.0/16`),
];

/** Adds a VPC with a host, whose security group lets the sites in, and says under which name. */
export function addVpc(
  raw: RawLab,
  wanted: string,
  sites: SiteBlocks,
  destinations: readonly string[],
  to: { readonly target?: string; readonly propagatingVgws?: string[] },
): string {
  const vpcs = raw.vpcs!;
  let name = wanted;
  for (let count = 2; vpcs[name] !== undefined; count += 1) name = `${wanted.slice(0, 17)}-${count}`;
  const used = [...blocksOfVpcs(raw), ...sites.values()];
  const cidrBlock = takeFreeBlock([...destinations.flatMap(vpcBlock), ...VPC_BLOCKS], used);
  const siteRoutes = [...sites.values()].map((destinationCidrBlock) => ({
    destinationCidrBlock,
    target: to.target ?? '',
  }));
  const ipv6 = to.target === undefined ? [] : ipv6SitesOf(raw, sites);
  const own = ipv6.length === 0 ? null : ipv6Vpc(Object.keys(vpcs).length);
  const ipv6Routes = ipv6.map((destinationIpv6CidrBlock) => ({
    destinationIpv6CidrBlock,
    target: to.target ?? '',
  }));
  vpcs[name] = {
    cidrBlock,
    ...(own !== null && { ipv6CidrBlock: own.cidrBlock }),
    subnets: {
      private: {
        cidrBlock: networkOf(`${withoutPrefix(cidrBlock)}/${Math.max(20, prefixLength(cidrBlock))}`),
        ...(own !== null && { ipv6CidrBlock: own.insideCidrBlock }),
        routeTable: 'private',
      },
    },
    routeTables: {
      private:
        to.target === undefined
          ? { propagatingVgws: to.propagatingVgws ?? [] }
          : { routes: [...siteRoutes, ...ipv6Routes] },
    },
    securityGroups: {
      hosts: {
        ingress: [
          ...[...sites.values()].map((cidrIp) => ({ protocol: '-1' as const, cidrIp })),
          ...ipv6.map((cidrIpv6) => ({ protocol: '-1' as const, cidrIpv6 })),
        ],
      },
    },
    instances: {
      [`${name.slice(0, 15)}-host`]: {
        subnet: 'private',
        privateIpAddress: addressAt(cidrBlock, 10),
        ...(own !== null && { ipv6Address: own.hostAddress }),
        securityGroups: ['hosts'],
      },
    },
  };
  return name;
}

/** The IPv6 blocks of the sites that VPN connections with IPv6 inside lead to. */
function ipv6SitesOf({ vpnConnections = {} }: RawLab, sites: SiteBlocks): string[] {
  const gateways = Object.values(vpnConnections).flatMap(({ tunnelInsideIpVersion, customerGateway }) =>
    tunnelInsideIpVersion === 'ipv6' ? [customerGateway] : [],
  );
  return [...new Set(gateways)].map((gateway) => ipv6Site(sites, gateway).cidrBlock);
}

/** A block that a VPC can have: a /16 of a larger one (AWS VPC user guide, VPC CIDR blocks). */
export function vpcBlock(block: string): string[] {
  if (!isCidrBlock(block) || prefixLength(block) === 0 || prefixLength(block) > 28) return [];
  const fitting = prefixLength(block) < 16 ? networkOf(`${withoutPrefix(block)}/16`) : block;
  return contains('169.254.0.0/16', fitting) ? [] : [fitting];
}
