import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import {
  addressAt,
  contains,
  isIpAddress,
  networkOf,
  overlaps,
  prefixLength,
  withoutPrefix,
} from '../../topology/cidr.ts';
import { DEFAULTS } from '../../topology/defaults.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Place } from '../found.ts';
import type { Ec2Objects } from '../objects.ts';
import { ipv6Site } from './ipv6-site.ts';
import { takeFreeAddress } from './free.ts';
import { MAX_CUSTOMER_GATEWAY_NAME } from './names.ts';
import type { NameOf } from './names.ts';
import type { LabFilePart } from './part.ts';
import { blocksOfVpc, customerGatewaysOf, vpcsBehind } from './raw-lab.ts';
import { connectionsOf } from './router-connections.ts';
import type { SiteBlocks } from './sites.ts';

type RawCustomerGateway = NonNullable<RawLab['customerGateways']>[string];

/** Where public addresses come from that no file has (RFC 5737, for documentation). */
const PUBLIC_BLOCK = '198.51.100.0/24';
/** Prefix lengths that a provider's subnet may have, the likeliest first. */
const PROVIDER_PREFIXES = [28, 27, 26, 25, 24, 29, 23, 22];

/** Customer gateways, each with a site that is filled in: a router that fits its tunnels, and a host. */
export function customerGatewaysPart(
  raw: RawLab,
  objects: Ec2Objects,
  sites: SiteBlocks,
  nameOf: NameOf,
): LabFilePart {
  const notes: Problem[] = [];
  const places = new Map<string, Place>();
  const used = customerGatewaysOf(raw);
  const tunnels = Object.values(raw.vpnConnections ?? {}).flatMap((vpn) => Object.values(vpn.tunnels));
  const known = objects.CustomerGateways.map(({ item }) => item.IpAddress ?? '');
  const addresses = new Set([...tunnels.map(({ outsideIpAddress }) => outsideIpAddress), ...known]);
  const providers: string[] = [...blocksOf(raw), ...sites.values()];
  const entries = used.map((name) => {
    const found = objects.CustomerGateways.find(
      ({ item }) => nameOf(item.CustomerGatewayId, MAX_CUSTOMER_GATEWAY_NAME) === name,
    );
    const path = `customerGateways.${name}`;
    if (found !== undefined) {
      places.set(path, found.at());
      places.set(`${path}.ipAddress`, found.at(['IpAddress']));
      places.set(`${path}.certificateArn`, found.at(['CertificateArn']));
      places.set(`${path}.bgpAsn`, found.at(['BgpAsn']));
    }
    const ipAddress = found?.item.IpAddress ?? takeFreeAddress(PUBLIC_BLOCK, addresses);
    if (found?.item.IpAddress === undefined)
      notes.push({
        ...found?.at(),
        key: `${path}.ipAddress`,
        what: `is in no file: ${ipAddress} is filled in`,
      });
    const { CertificateArn: certificateArn } = found?.item ?? {};
    const bgpAsn = Number(found?.item.BgpAsnExtended ?? found?.item.BgpAsn ?? DEFAULTS.bgpAsn);
    const outside = outsideSubnet(ipAddress, sites.get(name)!, [...addresses], providers);
    providers.push(outside.outsideCidrBlock);
    const site = siteOf(raw, name, sites, outside, objects, notes);
    return [
      name,
      {
        ipAddress,
        ...given({ certificateArn }),
        ...(bgpAsn !== DEFAULTS.bgpAsn && { bgpAsn }),
        ...site,
      },
    ] as const;
  });
  for (const { item, at } of objects.CustomerGateways) {
    if (used.includes(nameOf(item.CustomerGatewayId, MAX_CUSTOMER_GATEWAY_NAME))) continue;
    notes.push({ ...at(), key: item.CustomerGatewayId, what: 'has no VPN connection, and is left out' });
  }
  const customerGateways = Object.fromEntries(entries) as RawLab['customerGateways'];
  return { raw: entries.length === 0 ? {} : { customerGateways }, notes, problems: [], places };
}

const blocksOf = ({ vpcs = {} }: RawLab): string[] => Object.values(vpcs).flatMap(blocksOfVpc);

interface OutsideSubnet {
  readonly outsideCidrBlock: string;
  readonly privateIpAddress: string;
  readonly insideCidrBlock: string;
}

/**
 * The router has the public address itself, in a subnet of its provider that has nobody else's address. Where there is none such
 * it is behind NAT, and has a small part of the site.
 */
function outsideSubnet(
  ipAddress: string,
  site: string,
  addresses: readonly string[],
  blocks: readonly string[],
): OutsideSubnet {
  const isFree = (block: string): boolean =>
    [0, 1, -1].every((n) => addressAt(block, n) !== ipAddress) &&
    addresses.every((each) => each === ipAddress || !isIpAddress(each) || !contains(block, each)) &&
    blocks.every((each) => !overlaps(each, block));
  const candidates = isIpAddress(ipAddress)
    ? PROVIDER_PREFIXES.map((prefix) => networkOf(`${ipAddress}/${prefix}`))
    : [];
  const provider = candidates.find(isFree);
  if (provider !== undefined)
    return { outsideCidrBlock: provider, privateIpAddress: ipAddress, insideCidrBlock: site };
  const half = Math.min(prefixLength(site) + 1, 29);
  const outside = networkOf(`${addressAt(site, -1)}/${Math.max(half, 28)}`);
  return {
    outsideCidrBlock: outside,
    privateIpAddress: addressAt(outside, 2),
    insideCidrBlock: networkOf(`${withoutPrefix(site)}/${half}`),
  };
}

function siteOf(
  raw: RawLab,
  name: string,
  sites: SiteBlocks,
  { outsideCidrBlock, privateIpAddress, insideCidrBlock }: OutsideSubnet,
  objects: Ec2Objects,
  notes: Problem[],
): Omit<RawCustomerGateway, 'ipAddress'> {
  const cidrBlock = sites.get(name)!;
  const connections = connectionsOf(raw, name, objects, notes);
  const isIpv6 = (vpn: string): boolean => raw.vpnConnections?.[vpn]?.tunnelInsideIpVersion === 'ipv6';
  const ipv6 = connections.some(({ vpn }) => isIpv6(vpn)) ? ipv6Site(sites, name) : null;
  if (ipv6 !== null)
    notes.push({
      key: `customerGateways.${name}.ipv6CidrBlock`,
      what: `is in no file: ${ipv6.cidrBlock} is filled in, with an IPv6 address of the host`,
    });
  const routes = connections.flatMap(({ name: connection, vpn, raw: { mark } }) => {
    if (raw.vpnConnections?.[vpn]?.staticRoutesOnly === false) return [];
    const vpcs = vpcsBehind(raw, vpn).map((vpc) => raw.vpcs![vpc]!);
    const blocks = new Set(
      vpcs.flatMap((vpc) => (isIpv6(vpn) ? (vpc.ipv6CidrBlock ?? []) : blocksOfVpc(vpc))),
    );
    return [...blocks]
      .filter((block) => !overlaps(block, cidrBlock))
      .map((destinationCidrBlock) => ({ destinationCidrBlock, connection, metric: mark }));
  });
  return {
    cidrBlock,
    ...(ipv6 !== null && { ipv6CidrBlock: ipv6.cidrBlock }),
    router: {
      outsideCidrBlock,
      privateIpAddress,
      insideCidrBlock,
      ...(ipv6 !== null && { insideIpv6CidrBlock: ipv6.insideCidrBlock }),
      connections: Object.fromEntries(connections.map((each) => [each.name, each.raw])),
      ...(routes.length > 0 && { routes }),
      routing: 'childSa' as const,
    },
    hosts: {
      [`${name}-host`]: {
        privateIpAddress: addressAt(insideCidrBlock, prefixLength(insideCidrBlock) > 28 ? 2 : 10),
        ...(ipv6 !== null && { ipv6Address: ipv6.hostAddress }),
      },
    },
  };
}
