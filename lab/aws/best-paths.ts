import type { BgpRoute } from '../topology/types.ts';

/**
 * Of routes for one prefix those that BGP finds best and equally good, in their order: the shortest AS_PATH, then, of one
 * neighboring AS, the lowest MED (AWS S2S VPN user guide, Route priority; RFC 4271, 9.1.2.2). Those whose AS_PATH is not the
 * first one's are no match for it: packets are spread over equal paths only (AWS Transit Gateway guide, Transit gateways).
 */
export function bestPaths<Path extends BgpRoute>(paths: readonly Path[]): Path[] {
  const shortest = Math.min(...paths.map(({ asPath }) => asPath.length));
  const short = paths.filter(({ asPath }) => asPath.length === shortest);
  const best = short.filter(({ asPath: [as], med }) =>
    short.every((other) => other.asPath[0] !== as || other.med >= med),
  );
  const path = best[0]?.asPath.join();
  return best.filter(({ asPath }) => asPath.join() === path);
}

/** Routes by their prefixes, each in its order. */
export function byPrefix<Route extends Pick<BgpRoute, 'destinationCidrBlock'>>(
  routes: readonly Route[],
): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const group = groups.get(route.destinationCidrBlock);
    if (group === undefined) groups.set(route.destinationCidrBlock, [route]);
    else group.push(route);
  }
  return groups;
}

/** Of routes for one prefix the first, for each prefix. */
export function firstByPrefix<Route extends Pick<BgpRoute, 'destinationCidrBlock'>>(
  routes: readonly Route[],
): Route[] {
  return [...byPrefix(routes).values()].map(([first]) => first!);
}
