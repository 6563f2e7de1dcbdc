import { contains, prefixLength } from '../topology/cidr.ts';

/**
 * The route that a packet to `destinationIp` takes: the longest matching prefix, and of equal prefixes the first
 * in the list (AWS VPC user guide, Route priority; AWS Transit Gateway guide, Routing). Null if none matches.
 */
export function lookup<Route extends { readonly destinationCidrBlock: string }>(
  routes: readonly Route[],
  destinationIp: string,
): Route | null {
  const [best] = routes
    .filter(({ destinationCidrBlock }) => contains(destinationCidrBlock, destinationIp))
    .sort((a, b) => prefixLength(b.destinationCidrBlock) - prefixLength(a.destinationCidrBlock));
  return best ?? null;
}
