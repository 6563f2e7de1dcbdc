import { contains, isAnyCidrBlock, isCidrBlock, isIpAddress, overlaps } from '../cidr.ts';
import { formatKeyPath } from '../key-path.ts';
import type { Report } from '../report.ts';
import type { KeyPath } from '../key-path.ts';
import { hasPublicAddress, isNamesake } from '../graph/sites.ts';
import type { CustomerGateway, Lab } from '../types.ts';
import { placedBlocks } from '../objects/vpc/subnet-rules.ts';
import { checkNoOverlap, checkUnique } from './placed.ts';
import type { Placed } from './placed.ts';

/** Blocks that no VPC or site can have, and what has them. */
const UNUSABLE: Readonly<Record<string, string>> = {
  '0.0.0.0/8': 'this network',
  '100.64.0.0/16': "the lab's own links",
  '127.0.0.0/8': 'loopback',
  '169.254.0.0/16': 'link-local and inside addresses',
  '224.0.0.0/3': 'multicast and reserved',
  '::/8': 'loopback and reserved',
  'fe80::/10': "link-local, the lab's own links",
  'ff00::/8': 'multicast',
};

/** Blocks besides {@link UNUSABLE} where no public address lies (RFC 1918, RFC 6598). */
const PRIVATE: Readonly<Record<string, string>> = {
  '10.0.0.0/8': 'private',
  '172.16.0.0/12': 'private',
  '192.168.0.0/16': 'private',
  '100.64.0.0/10': 'shared address space',
};

/** What must hold across the whole lab: networks apart from each other, public addresses public. */
export function checkAddressPlan(lab: Lab, report: Report): void {
  const vpcs = lab.vpcs.flatMap((vpc) => [...placedBlocks(vpc), ...placedIpv6(['vpcs', vpc.name], vpc)]);
  const networks: Placed[] = [...vpcs, ...lab.customerGateways.flatMap(networksOfSite)];
  // AWS attaches both, and propagates the routes of the first only (AWS Transit Gateway guide, VPC attachments).
  const areVpcs = (one: Placed, other: Placed): boolean => vpcs.includes(one) && vpcs.includes(other);
  const rule = 'the CIDR block of a site overlaps with that of no VPC and of no other site';
  checkNoOverlap(report, networks, rule, areVpcs);
  for (const { path, value } of networks.filter((each) => isAnyCidrBlock(each.value))) {
    for (const [block, use] of Object.entries(UNUSABLE)) {
      if (overlaps(block, value)) report(path, { what: `overlaps ${block}: ${use}`, value });
    }
  }

  const outside: Placed[] = [
    ...lab.customerGateways.map(({ name, ipAddress }) => ({
      path: ['customerGateways', name, 'ipAddress'],
      value: ipAddress,
    })),
    ...lab.vpcs.flatMap(placedElasticIps),
    ...lab.internetHosts.map(({ name, ipAddress }) => ({
      path: ['internetHosts', name, 'ipAddress'],
      value: ipAddress,
    })),
    ...lab.vpnConnections.flatMap((vpn) =>
      vpn.tunnels.map(({ name, outsideIpAddress }) => ({
        path: ['vpnConnections', vpn.name, 'tunnels', name, 'outsideIpAddress'],
        value: outsideIpAddress,
      })),
    ),
  ];
  checkUnique(
    report,
    outside,
    'a public address belongs to one customer gateway, tunnel, instance, NAT gateway or Internet host',
  );
  for (const address of outside.filter(({ value }) => isIpAddress(value)))
    checkPublic(address, networks, report);
}

function placedElasticIps({ name: vpc, instances, natGateways }: Lab['vpcs'][number]): Placed[] {
  const placed = (map: string, name: string, value: string | null): Placed[] =>
    value === null ? [] : [{ path: ['vpcs', vpc, map, name, 'publicIpAddress'], value }];
  return [
    ...instances.flatMap(({ name, publicIpAddress }) => placed('instances', name, publicIpAddress)),
    ...natGateways.flatMap(({ name, publicIpAddress }) => placed('natGateways', name, publicIpAddress)),
  ];
}

/** The IPv6 block of a VPC or a site, if it has one. */
function placedIpv6(at: KeyPath, { ipv6CidrBlock }: { readonly ipv6CidrBlock?: string }): Placed[] {
  return ipv6CidrBlock === undefined ? [] : [{ path: [...at, 'ipv6CidrBlock'], value: ipv6CidrBlock }];
}

/** A site's block, and the provider's subnet that its router is in if the router has the public address itself. */
function networksOfSite(gateway: CustomerGateway): Placed[] {
  const { name, cidrBlock, router } = gateway;
  const at: KeyPath = ['customerGateways', name];
  const own = isNamesake(gateway)
    ? [{ path: [...at, 'cidrBlock'], value: cidrBlock }, ...placedIpv6(at, gateway)]
    : [];
  if (!hasPublicAddress(gateway)) return own;
  return [...own, { path: [...at, 'router', 'outsideCidrBlock'], value: router.outsideCidrBlock }];
}

function checkPublic({ path, value }: Placed, networks: readonly Placed[], report: Report): void {
  for (const [block, use] of Object.entries({ ...UNUSABLE, ...PRIVATE })) {
    if (!contains(block, value)) continue;
    const rule = 'who meets on the Internet has a public address (RFC 1918, RFC 6598)';
    report(path, { what: `is not a public address, but of ${block}: ${use}`, value, rule });
    return;
  }
  for (const network of networks) {
    if (!isCidrBlock(network.value) || !contains(network.value, value)) continue;
    // Of the provider's subnet that its router is in.
    if (network.path.includes('router') && [0, 1].every((part) => path[part] === network.path[part]))
      continue;
    const what = `lies inside ${network.value} of ${formatKeyPath(network.path.slice(0, -1))}`;
    report(path, {
      what,
      value,
      rule: 'outside addresses lie outside every VPC and site',
      dependsOn: [network.path],
    });
  }
}
