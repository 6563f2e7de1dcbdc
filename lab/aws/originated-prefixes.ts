import { bgpNeighbor, bgpTunnels, networksOf } from '../topology/graph/bgp.ts';
import { directConnectLinks } from '../topology/graph/direct-connect.ts';
import type { Lab, Router } from '../topology/types.ts';

/**
 * The prefixes that a router announces over any of its sessions. It uses no route that it learns for one of these: what it originates
 * itself counts for more, whatever the path (FRR documentation, BGP: Route Selection, Weight check and Local route check).
 */
export function originatedPrefixes(lab: Lab, { name }: Pick<Router, 'name'>): ReadonlySet<string> {
  const overTunnels = bgpTunnels(lab).flatMap(({ customerGateway: { router }, connection }) =>
    router.name === name && connection !== null ? bgpNeighbor(router, connection).networks : [],
  );
  const overLinks = directConnectLinks(lab).flatMap(({ customerGateway: { router } }) =>
    router.name === name ? networksOf(router.bgp, 'ipv4') : [],
  );
  return new Set([...overTunnels, ...overLinks]);
}
