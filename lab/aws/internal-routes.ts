import { internalPeers } from '../topology/graph/internal-bgp.ts';
import { peersOf } from '../topology/graph/sites.ts';
import type { CustomerGateway, Lab } from '../topology/types.ts';
import { byPrefix } from './best-paths.ts';
import { BGP_METRIC } from './bgp-metric.ts';
import { learnedPaths, preferredPaths } from './bgp-routes.ts';
import type { LearnedPath } from './bgp-routes.ts';
import { directConnectPreference, directConnectRoutes } from './direct-connect.ts';
import { originatedPrefixes } from './originated-prefixes.ts';

/** A route of a router that leads to another router of its site. */
export interface InternalRoute {
  readonly destinationCidrBlock: string;
  readonly metric: number;
  readonly peer: CustomerGateway;
}

/**
 * What a router uses of that which the other routers of its site tell it by internal BGP: a route for a prefix that it has none
 * for, or a better one than its own. Of equally good ones its own is the better (RFC 4271, 9.1.2.2 d), and for a prefix that it
 * originates whatever they tell. Of a router that is its owner's own it is what was seen of it.
 */
export function internalRoutes(lab: Lab, gateway: CustomerGateway): InternalRoute[] {
  if (gateway.router.own !== null) return seenRoutes(lab, gateway);
  const candidates = [gateway, ...internalPeers(lab, gateway)].flatMap((at) =>
    pathsAt(lab, at).map((path) => ({ ...path, at })),
  );
  const originated = originatedPrefixes(lab, gateway.router);
  return [...byPrefix(candidates)].flatMap(([destinationCidrBlock, paths]) => {
    if (originated.has(destinationCidrBlock)) return [];
    const best = preferredPaths(paths);
    const [{ at: peer }] = best as [(typeof best)[number]];
    const isOwn = best.some(({ at }) => at.name === gateway.name);
    return isOwn ? [] : [{ destinationCidrBlock, metric: BGP_METRIC, peer }];
  });
}

function seenRoutes(lab: Lab, gateway: CustomerGateway): InternalRoute[] {
  return (gateway.router.peerRoutes ?? []).flatMap(({ destinationCidrBlock, metric, router }) => {
    const peer = peersOf(lab, gateway).find((each) => each.router.name === router);
    return peer === undefined ? [] : [{ destinationCidrBlock, metric, peer }];
  });
}

function pathsAt(lab: Lab, { router }: CustomerGateway): LearnedPath[] {
  const direct = directConnectRoutes(lab, router).map(({ destinationCidrBlock, link }) => ({
    destinationCidrBlock,
    asPath: [link.directConnectGateway.amazonSideAsn],
    med: 0,
    localPreference: directConnectPreference(router),
  }));
  return [...direct, ...learnedPaths(lab, router)];
}
