import { LAST_METRIC } from '../plan/commands/ip-route.ts';
import { asBlock } from '../topology/cidr.ts';

/** A route as `ip -j route show` prints it; only what is looked at. */
export interface ShownRoute {
  readonly type?: string;
  readonly dst: string;
  readonly dev?: string;
  readonly protocol?: string;
  readonly metric?: number;
  readonly flags?: readonly string[];
  /** Where there are several. */
  readonly nexthops?: readonly Pick<ShownRoute, 'dev' | 'flags'>[];
}

/**
 * Whether a route carries packets. `standby`: usable, but another one is preferred. `link down`: the next node has taken its link
 * down. `missing`: the kernel does not have it, as while the next node does not run.
 */
export type RouteState = 'in use' | 'standby' | 'link down' | 'missing' | 'blackhole';

/** A route towards one next hop. */
export interface ReadRoute extends Omit<ShownRoute, 'nexthops'> {
  readonly destinationCidrBlock: string;
  readonly state: RouteState;
}

/**
 * The routes of a table out of `ip -j route show`, those of several next hops as one for each; without what every table has: local
 * addresses, of IPv6 those of the links, and the end of the table, where what matches nothing is dropped.
 * @param everything what a default route leads to: `::/0` of those of `ip -6`.
 */
export function readShownRoutes(json: string, everything: '0.0.0.0/0' | '::/0' = '0.0.0.0/0'): ReadRoute[] {
  const routes = (JSON.parse(json.trim() === '' ? '[]' : json) as readonly ShownRoute[]).filter(
    ({ type = 'unicast', metric, dst }) =>
      !dst.startsWith(LINK_LOCAL) && (type === 'unicast' || (type === 'blackhole' && metric !== LAST_METRIC)),
  );
  return routes.flatMap(ofEachNextHop).map((route) => ({
    ...route,
    destinationCidrBlock: blockOf(route, everything),
    state: stateOf(route, routes),
  }));
}

const LINK_LOCAL = 'fe80:';

/** A host is printed without a prefix length. */
function blockOf({ dst }: ShownRoute, everything: string): string {
  if (dst === 'default') return everything;
  return dst.includes('/') ? dst : asBlock(dst);
}

const ofEachNextHop = ({ nexthops, ...route }: ShownRoute): ShownRoute[] =>
  nexthops === undefined ? [route] : nexthops.map((hop) => ({ ...route, ...hop }));

function stateOf(route: ShownRoute, all: readonly ShownRoute[]): RouteState {
  if (route.type === 'blackhole') return 'blackhole';
  if (isDown(route)) return 'link down';
  const rivals = all.filter((other) => other.dst === route.dst && !isDown(other));
  return rivals.every(({ metric = 0 }) => metric >= (route.metric ?? 0)) ? 'in use' : 'standby';
}

const isDown = ({ flags = [] }: ShownRoute): boolean => flags.includes('linkdown') || flags.includes('dead');
