import { isIpv6 } from '../topology/cidr.ts';
import { IP_VERSIONS } from '../topology/graph/ip-versions.ts';
import type { BgpTimers } from '../topology/timers.ts';
import type { IpVersion } from '../topology/types.ts';

/** What the FRR of a router does. */
export interface RouterBgpConf {
  readonly hostname: string;
  readonly asn: number;
  /** Its own address: router id, and source of what the router itself sends by a learned route. */
  readonly address: string;
  /** The same for IPv6, where it has one. */
  readonly ipv6Address?: string;
  readonly maximumPaths: number;
  /** The blocks of its LANs. */
  readonly lans: readonly string[];
  /** AWS's ends of the tunnels and of the virtual interfaces. */
  readonly neighbors: readonly FrrNeighbor[];
  /** The other routers of its site: it tells them what it has learned from AWS, and hears what they have. */
  readonly peers: readonly FrrPeer[];
}

/** Another router of the site, by internal BGP. */
export interface FrrPeer {
  readonly address: string;
  readonly timers: BgpTimers;
}

/** A neighbor, and what is announced to it and learned from it. */
export interface FrrNeighbor {
  /** Name of the connection or of the virtual interface; its route-maps are named after it. */
  readonly connection: string;
  readonly address: string;
  readonly asn: number;
  readonly networks: readonly string[];
  readonly asPathPrepend: number;
  readonly med: number;
  readonly localPreference: number;
  readonly timers: BgpTimers;
  /** Whether a silent neighbor is found dead by BFD. */
  readonly bfd: boolean;
}

/**
 * frr.conf of a router, as AWS's samples for Quagga have it, with what FRR needs besides: eBGP without a policy (RFC 8212),
 * and a source address that AWS has a route to. Of equally good paths that of the lowest router id is taken, not the
 * oldest, so that a lab comes up the same each time. By itself FRR refuses every session until its route-maps are in use,
 * 5 s after it got them, and keeps its first updates back for a second; here it does neither: it counts whole seconds, so that of the
 * one second of `delay-timer` nothing is left, while without any (0) it would refuse sessions for a second. A router announces its
 * site's own prefixes and no learned ones, so that the site is no way from one of AWS's ends to another; the other routers of its site
 * it tells the learned ones alone, with itself as next hop. A prefix that is one of its LANs is announced while the LAN's route is there,
 * as FRR's `network` has it by itself (`network import-check`); any other, as the site's block, which no route of the router's is for, always. A neighbor has route-maps where it gets or gives something otherwise.
 * Over a session between addresses of IPv6 come and go routes of IPv6, in an address family of its own.
 */
export function renderFrrConf(conf: RouterBgpConf): string {
  const { hostname, asn, address, neighbors, peers } = conf;
  const families = IP_VERSIONS.map((version) => familyOf(conf, version)).filter(
    ({ version, own }) => version === 'ipv4' || own.length > 0,
  );
  return `frr defaults traditional
hostname ${hostname}
!
bgp route-map delay-timer 1
!
${families.map(({ source }) => source).join('')}${families.map(({ lans }) => lans).join('')}bgp as-path access-list SITE permit ^$
${peers.length === 0 ? '' : 'bgp as-path access-list LEARNED permit .+\n'}!
${families.flatMap(({ policies }) => policies.map(({ text }) => text)).join('')}router bgp ${asn}
 bgp router-id ${address}
 no bgp ebgp-requires-policy
 no bgp network import-check
 bgp bestpath compare-routerid
 coalesce-time 50
${[...neighbors, ...peers.map((peer) => ({ ...peer, asn, bfd: false }))].map(sessionText).join('')}${families.map((family) => familyText(conf, family)).join('')}exit
`;
}

/** FRR's words for what is of one IP version, and the ends of names that both versions have. */
const WORDS = { ipv4: { ip: 'ip', end: '' }, ipv6: { ip: 'ipv6', end: '-IPV6' } } as const;

/** What of one IP version is announced and learned. */
interface Family {
  readonly version: IpVersion;
  /** The neighbors that it is announced to and learned from. */
  readonly own: readonly FrrNeighbor[];
  readonly source: string;
  readonly lans: string;
  readonly policies: readonly { readonly text: string; readonly use: string }[];
  /** What is announced whatever the router's table has, and whether LANs are, too. */
  readonly always: readonly string[];
  readonly redistributes: boolean;
}

function familyOf({ asn, neighbors, lans, ...conf }: RouterBgpConf, version: IpVersion): Family {
  const own = neighbors.filter(({ address }) => versionOf(address) === version);
  const networks = [...new Set(own.flatMap((each) => each.networks))];
  const connected = networks.filter((network) => lans.includes(network));
  const source = version === 'ipv6' ? conf.ipv6Address : conf.address;
  return {
    version,
    own,
    source: source === undefined ? '' : sourceText(source, version),
    lans: connected.length === 0 ? '' : lansText(connected, version),
    policies: own.map((neighbor) => policyOf(neighbor, asn, networks)),
    always: networks.filter((network) => !lans.includes(network)),
    redistributes: connected.length > 0,
  };
}

const versionOf = (text: string): IpVersion => (isIpv6(text) ? 'ipv6' : 'ipv4');

function familyText({ maximumPaths, neighbors, peers }: RouterBgpConf, family: Family): string {
  const { version, own, policies, always, redistributes } = family;
  // By itself FRR exchanges IPv4 with every neighbor, and nothing else with any.
  const activated =
    version === 'ipv6'
      ? own.map(({ address }) => `  neighbor ${address} activate\n`)
      : neighbors.flatMap(({ address }) => (isIpv6(address) ? [`  no neighbor ${address} activate\n`] : []));
  return ` !
 address-family ${version} unicast
${activated.join('')}${always.map((network) => `  network ${network}\n`).join('')}${redistributes ? `  redistribute connected route-map LANS${WORDS[version].end}\n` : ''}${policies.map(({ use }) => use).join('')}${version === 'ipv4' ? peers.map(peerText).join('') : ''}  maximum-paths ${maximumPaths}
 exit-address-family
`;
}

/** What the router itself sends by a learned route has its own address. */
function sourceText(address: string, version: IpVersion): string {
  const { ip, end } = WORDS[version];
  return `route-map SOURCE${end} permit 10
 set src ${address}
exit
${ip} protocol bgp route-map SOURCE${end}
!
`;
}

/** The LANs that are announced, as `network` would announce them: their origin is IGP. */
function lansText(blocks: readonly string[], version: IpVersion): string {
  const { ip, end } = WORDS[version];
  const list = blocks.map(
    (block, index) => `${ip} prefix-list LANS${end} seq ${(index + 1) * 5} permit ${block}\n`,
  );
  return `${list.join('')}route-map LANS${end} permit 10
 match ${ip} address prefix-list LANS${end}
 set origin igp
exit
!
`;
}

function peerText({ address }: FrrPeer): string {
  return `  neighbor ${address} next-hop-self
  neighbor ${address} filter-list LEARNED out
`;
}

function sessionText({
  address,
  asn,
  timers,
  bfd,
}: Pick<FrrNeighbor, 'address' | 'asn' | 'timers' | 'bfd'>): string {
  const { holdSeconds, keepaliveSeconds, connectRetrySeconds } = timers;
  return ` neighbor ${address} remote-as ${asn}
 neighbor ${address} timers ${keepaliveSeconds} ${holdSeconds}
 neighbor ${address} timers connect ${connectRetrySeconds}
${bfd ? ` neighbor ${address} bfd\n` : ''}`;
}

/** The route-maps of a neighbor, and the lines that put them to use; nothing where it is as every other. */
function policyOf(
  { connection, address, asPathPrepend, med, localPreference, ...neighbor }: FrrNeighbor,
  asn: number,
  networks: readonly string[],
): { readonly text: string; readonly use: string } {
  const isPart = networks.some((network) => !neighbor.networks.includes(network));
  const { ip } = WORDS[versionOf(address)];
  const permitted = neighbor.networks.map(
    (network, index) => `${ip} prefix-list ${connection} seq ${(index + 1) * 5} permit ${network}\n`,
  );
  // A prefix-list that is not there permits everything.
  const list = permitted.length > 0 ? permitted : [`${ip} prefix-list ${connection} seq 5 deny any\n`];
  const out = [
    ...(isPart ? [` match ${ip} address prefix-list ${connection}\n`] : []),
    ...(asPathPrepend > 0
      ? [` set as-path prepend ${new Array<number>(asPathPrepend).fill(asn).join(' ')}\n`]
      : []),
    ...(med > 0 ? [` set metric ${med}\n`] : []),
  ];
  const into = localPreference === 100 ? [] : [` set local-preference ${localPreference}\n`];
  const map = (name: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `route-map ${name} permit 10\n${lines.join('')}exit\n`;
  const use = (name: string, lines: readonly string[], direction: string): string =>
    lines.length === 0 ? '' : `  neighbor ${address} route-map ${name} ${direction}\n`;
  const [outName, inName] = [`${connection}-OUT`, `${connection}-IN`];
  return {
    text: `${isPart ? list.join('') : ''}${map(outName, out)}${map(inName, into)}`,
    use: `  neighbor ${address} filter-list SITE out\n${use(outName, out, 'out')}${use(inName, into, 'in')}`,
  };
}
