import { given } from '../../../given.ts';
import { addressAt, isAnyCidrBlock, isIpv6, isIpv6CidrBlock, prefixLength } from '../../cidr.ts';
import { BGP_NEIGHBOR_DEFAULTS, DEFAULTS, ROUTER_CONNECTION_DEFAULTS } from '../../defaults.ts';
import { mapEntries } from '../../entries.ts';
import type { Entry } from '../../entries.ts';
import { defaultRouterName } from '../../names.ts';
import type { ReadRouter } from '../../router-config/own-router.ts';
import type { RawLab } from '../../schema.ts';
import { TIMERS } from '../../timers.ts';
import { insideInterface } from '../../graph/interfaces.ts';
import type {
  BgpNeighbor,
  CustomerGateway,
  InsideSubnet,
  RouterBgp,
  RouterConnection,
  TimerProfile,
  Tunnel,
} from '../../types.ts';
import { listOf } from '../../values.ts';

type RawCustomerGateway = Entry<RawLab['customerGateways']>;
/** A router as the lab file has it. */
export type RawRouter = RawCustomerGateway['router'];
type RawConnection = Entry<RawRouter['connections']>;
type RawCustomerGateways = NonNullable<RawLab['customerGateways']>;

/** The site that a customer gateway is at. */
interface Site {
  /** That of the customer gateway that it is named after. */
  readonly name: string;
  readonly raw: RawCustomerGateway;
  /** The place of the customer gateway's router among the site's, counted from 0: first that of the site's own name. */
  readonly place: number;
}

/** The site of a customer gateway. */
export function siteOf(all: RawCustomerGateways, name: string): Site {
  const { site = name } = all[name]!;
  const further = Object.keys(all).filter((each) => each !== site && all[each]?.site === site);
  return { name: site, raw: all[site] ?? all[name]!, place: 1 + further.indexOf(name) };
}

/** Fills in the defaults of a customer gateway; its connections take theirs from the tunnels they end in. */
export function resolveCustomerGateway(
  name: string,
  raw: RawCustomerGateway,
  site: Site,
  own: ReadRouter | undefined,
  tunnels: readonly Tunnel[],
  timers: TimerProfile,
): CustomerGateway {
  const { router, ipAddress, bgpAsn = DEFAULTS.bgpAsn } = raw;
  const { cidrBlock = '', ipv6CidrBlock, hosts } = site.raw;
  return {
    name,
    site: site.name,
    ipAddress,
    bgpAsn,
    ...given({ certificateArn: raw.certificateArn }),
    certificateKeyAlgorithm: raw.certificateKeyAlgorithm ?? 'EC_prime256v1',
    cidrBlock,
    ...given({ ipv6CidrBlock }),
    router: {
      name: router.name ?? defaultRouterName(name),
      outsideCidrBlock: router.outsideCidrBlock,
      privateIpAddress: router.privateIpAddress,
      insideSubnets: resolveInsideSubnets(router, site),
      routing: router.routing ?? DEFAULTS.routing,
      bgp: resolveBgp(router.bgp, bgpAsn, site.raw),
      own: own?.own ?? null,
      tunnelInterface: router.tunnelInterface ?? DEFAULTS.tunnelInterface,
      ...(raw.certificateArn === undefined ? {} : { certificate: router.certificate ?? 'valid' }),
      vrrpPriority:
        router.vrrpPriority ??
        own?.vrrpPriority ??
        DEFAULTS.vrrpPriority - DEFAULTS.vrrpPriorityStep * site.place,
      connections:
        own?.connections ??
        mapEntries(router.connections, (connection, value) => {
          const tunnel = tunnels.find((candidate) => candidate.name === value.tunnel);
          return resolveConnection(connection, value, tunnel, ipAddress, timers);
        }),
      routes: router.routes ?? [],
      clampMss: router.clampMss ?? DEFAULTS.clampMss,
      ...(own === undefined || own.notes.length === 0 ? {} : { notes: own.notes }),
    },
    hosts: mapEntries(hosts, (host, { privateIpAddress, ipv6Address }) => ({
      name: host,
      privateIpAddress,
      ...given({ ipv6Address }),
    })),
  };
}

function resolveBgp(
  raw: RawRouter['bgp'] = {},
  bgpAsn: number,
  { cidrBlock = '', ipv6CidrBlock }: RawCustomerGateway,
): RouterBgp {
  const blocks = ipv6CidrBlock === undefined ? [cidrBlock] : [cidrBlock, ipv6CidrBlock];
  const { asn = bgpAsn, networks = blocks, maximumPaths = DEFAULTS.maximumPaths, neighbors } = raw;
  return {
    asn,
    networks,
    maximumPaths,
    neighbors: mapEntries(neighbors, (connection, value) => ({
      connection,
      networks,
      ...BGP_NEIGHBOR_DEFAULTS,
      ...(value as Partial<BgpNeighbor>),
    })),
    seen: null,
  };
}

/** The n-th block is that of `eth<n>`; an address counts for the block at its place in the list. */
function resolveInsideSubnets(
  { insideIpAddress }: Pick<RawRouter, 'insideIpAddress'>,
  { raw: { router: first, virtualIpAddress }, place }: Site,
): InsideSubnet[] {
  const ipv6 = listOf(first.insideIpv6CidrBlock);
  const [own, firsts, virtual] = [insideIpAddress, first.insideIpAddress, virtualIpAddress].map(listOf);
  return listOf(first.insideCidrBlock).map((cidrBlock, index) => {
    const virtualAddress = virtual?.[index] ?? null;
    return {
      cidrBlock,
      ipAddress: own?.[index] ?? hostAddress(cidrBlock, 1 + place),
      ...given({ ipv6: ipv6Subnet(ipv6[index]) }),
      interface: insideInterface(index),
      virtualIpAddress: virtualAddress,
      defaultGateway: virtualAddress ?? firsts?.[index] ?? hostAddress(cidrBlock, 1),
    };
  });
}

/** The router has the first host address; undefined for none, and for a malformed one. */
function ipv6Subnet(cidrBlock: string | undefined): InsideSubnet['ipv6'] {
  if (cidrBlock === undefined || !isIpv6CidrBlock(cidrBlock)) return undefined;
  return { cidrBlock, ipAddress: hostAddress(cidrBlock, 1) };
}

function resolveConnection(
  name: string,
  raw: RawConnection,
  tunnel: Tunnel | undefined,
  leftId: string,
  timers: TimerProfile,
): RouterConnection {
  const inside = tunnel?.tunnelInsideCidr ?? '';
  const defaults = {
    childSa: name,
    interface: name,
    daemon: null,
    ...ROUTER_CONNECTION_DEFAULTS,
    ...TIMERS[timers].router,
    leftId,
    right: tunnel?.outsideIpAddress ?? '',
    preSharedKey: null,
    insideLocal: withPrefix(inside, 2),
    insideRemote: withPrefix(inside, 1),
  };
  const { leftSubnet, rightSubnet, ...own } = raw;
  const everything = isIpv6(inside) ? DEFAULTS.ipv6NetworkCidr : DEFAULTS.networkCidr;
  return {
    name,
    ...defaults,
    ...(own as Pick<RouterConnection, 'tunnel' | 'mark'> & Partial<RouterConnection>),
    leftSubnets: [leftSubnet ?? everything],
    rightSubnets: [rightSubnet ?? everything],
  };
}

/** The n-th address of a block, or an empty text where there is none. */
function hostAddress(cidrBlock: string, n: number): string {
  if (!isAnyCidrBlock(cidrBlock)) return '';
  return prefixLength(cidrBlock) <= (isIpv6(cidrBlock) ? 126 : 30) ? addressAt(cidrBlock, n) : '';
}

function withPrefix(cidrBlock: string, n: number): string {
  const address = hostAddress(cidrBlock, n);
  return address === '' ? '' : `${address}/${prefixLength(cidrBlock)}`;
}
