import { addressAt, containsAny, overlaps } from '../../topology/cidr.ts';

/** The first of some blocks that overlaps with none of those in use; it counts as in use from then on. */
export function takeFreeBlock(candidates: readonly string[], used: string[]): string {
  const free = candidates.find((block) => !used.some((other) => overlaps(block, other))) ?? candidates[0]!;
  used.push(free);
  return free;
}

/** Blocks that are counted up in one octet, e.g. `numbered(10, 250, (n) => `10.${n}.0.0/16`)`. */
export function numbered(from: number, to: number, block: (n: number) => string): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => block(from + index));
}

/** The first address of a block, from its tenth on, that is not in use nor in a block in use; it is in use from then on. */
export function takeFreeAddress(block: string, used: Set<string>, blocks: readonly string[] = []): string {
  let at = 10;
  while (used.has(addressAt(block, at)) || containsAny(blocks, addressAt(block, at))) at += 1;
  const address = addressAt(block, at);
  used.add(address);
  return address;
}
