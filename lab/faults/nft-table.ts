import { nft } from '../plan/commands/nft.ts';
import type { Deed } from './fault.ts';

/** What a fault's own nftables tables are called, so that a person finds them in `nft list ruleset`. */
const PREFIX = 's2s_fault_';

/**
 * A fault that is an nftables table of its own in a node, so that it meddles with no other: any number of them can be
 * there at a time. It stays when a link is wired anew; what a `netdev` chain does goes with its interface.
 * @param chains lines of nft, the chains of the table.
 */
export function nftTable(
  node: string,
  name: string,
  chains: readonly string[],
  family: 'ip' | 'netdev' = 'ip',
): { apply: Deed; undo: Deed } {
  const table = `table ${family} ${PREFIX}${name}`;
  const gone = [table, `delete ${table}`];
  return {
    apply: { node, run: nft([...gone, `${table} {`, ...chains.map((line) => `  ${line}`), '}']) },
    undo: { node, run: nft(gone) },
  };
}
