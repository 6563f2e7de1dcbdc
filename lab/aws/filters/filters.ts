import type { Explanation } from '../explanation.ts';
import type { Packet } from '../hops/packet.ts';
import type { Crossing, PacketFilter } from './packet-filter.ts';
import { securityGroups } from './security-groups.ts';
import { sourceDestCheck } from './source-dest-check.ts';

/** The kinds of filters around an instance, from its network interface outwards. */
const FILTERS: readonly PacketFilter[] = [sourceDestCheck, securityGroups];

/** The drop by the first filter that a packet does not pass, in the order in which it meets them; null if it passes all. */
export function filterDrop(packet: Packet, crossing: Crossing): Explanation | null {
  const inOrder = crossing.direction === 'egress' ? FILTERS : FILTERS.toReversed();
  for (const filter of inOrder) {
    const dropped = filter(packet, crossing);
    if (dropped !== null) return dropped;
  }
  return null;
}
