import { asBlock, contains, isIpv6, prefixLength } from '../../topology/cidr.ts';
import type { KernelState } from '../observation.ts';
import { valuesOf, wordsOf } from './words.ts';

/** A route of a node's kernel. */
export interface KernelRoute {
  /** `unicast`, or what is printed before the destination, e.g. `blackhole`, `local`, `throw`. */
  readonly type: string;
  /** E.g. `10.30.0.0/16`, or `default`. */
  readonly to: string;
  readonly table: string;
  readonly metric: number;
  /** More than one with ECMP; none where the route leads nowhere. */
  readonly nextHops: readonly NextHop[];
  /** As `ip route show` prints it. */
  readonly text: string;
}

/** Where a route leads. */
export interface NextHop {
  readonly dev: string;
  readonly via: string | null;
  /** `dead`: its interface is down. `linkdown`: it has no carrier. */
  readonly flags: readonly string[];
}

const TYPES: readonly string[] = [
  ...['local', 'broadcast', 'multicast', 'anycast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'nat'],
];

/** Reads `ip -o -4 route show table all`, and that of IPv6. */
export function routesOf({ routes }: KernelState): KernelRoute[] {
  return routes.map(readRoute);
}

function readRoute(line: string): KernelRoute {
  const words = wordsOf(line);
  const type = TYPES.includes(words[0] ?? '') ? words.shift()! : 'unicast';
  const [to = ''] = words;
  const [own, ...hops] = splitAt(words, 'nexthop');
  const { table = 'main', metric = '0' } = valuesOf(own ?? [], ['table', 'metric']);
  return {
    type,
    to,
    table,
    metric: Number(metric),
    nextHops: (hops.length === 0 ? [own ?? []] : hops).flatMap(readNextHop),
    text: line.replace(` table ${table}`, '').trim(),
  };
}

function readNextHop(words: readonly string[]): NextHop[] {
  const { dev, via = null } = valuesOf(words, ['dev', 'via']);
  return dev === undefined
    ? []
    : [{ dev, via, flags: words.filter((word) => word === 'dead' || word === 'linkdown') }];
}

function splitAt(words: readonly string[], separator: string): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === separator) parts.push([]);
    else parts.at(-1)!.push(word);
  }
  return parts;
}

const lengthOf = (to: string): number =>
  to === 'default' ? 0 : prefixLength(to.includes('/') ? to : asBlock(to));

const includes = (to: string, address: string): boolean =>
  to === 'default' ? !isIpv6(address) : contains(to, address);

/** Whether a route is the end of a table of the lab's, where what matches nothing else is dropped. */
export function isEndOfTable({ type, to }: Pick<KernelRoute, 'type' | 'to'>): boolean {
  return type === 'blackhole' && (to === 'default' || to === '::/0');
}

/** The routes of a table that match an address, the one that the kernel takes first. */
export function matchingRoutes(kernel: KernelState, table: string, destination: string): KernelRoute[] {
  return routesOf(kernel)
    .filter((route) => route.table === table && includes(route.to, destination))
    .sort((a, b) => lengthOf(b.to) - lengthOf(a.to) || a.metric - b.metric);
}

/** The routes as whoever asks for them is shown them, with the command to ask. */
export function routesText(table: string, destination: string, routes: readonly KernelRoute[]): string {
  return `ip route show table ${table} match ${destination}: ${routes.map(({ text }) => text).join('; ') || 'none'}`;
}
