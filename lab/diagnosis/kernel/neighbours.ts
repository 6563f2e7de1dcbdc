import type { KernelState } from '../observation.ts';
import { valuesOf, wordsOf } from './words.ts';

const UNANSWERED: readonly string[] = ['FAILED', 'INCOMPLETE'];

/** What `ip neighbour show` says of an address that nobody has answered ARP for; null of any other. */
export function unansweredNeighbour({ neighbours }: KernelState, address: string): string | null {
  const line = neighbours.find((each) => {
    const words = wordsOf(each);
    return words[0] === address && words.some((word) => UNANSWERED.includes(word));
  });
  return line?.trim() ?? null;
}

/** The MAC address that a node has of an address, by ARP; null where it has none. */
export function lladdrOf({ neighbours }: KernelState, address: string): string | null {
  const line = neighbours.map(wordsOf).find(([name]) => name === address);
  return valuesOf(line ?? [], ['lladdr']).lladdr ?? null;
}
