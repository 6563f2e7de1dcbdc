import { nft, tableText } from '../plan/commands/nft.ts';
import type { NftChain, NftTable } from '../plan/commands/nft.ts';
import type { Deed } from './fault.ts';

/** What a fault's own nftables tables are called, so that a person finds them in `nft list ruleset`. */
const PREFIX = 's2s_fault_';

/**
 * A fault that is an nftables table of its own in a node, so that it meddles with no other: any number of them can be
 * there at a time. It stays when a link is wired anew; what a `netdev` chain does goes with its interface.
 */
export function nftTable(
  node: string,
  name: string,
  chains: readonly NftChain[],
  family: NftTable['family'] = 'ip',
): { apply: Deed; undo: Deed } {
  const table: NftTable = { family, name: `${PREFIX}${name}`, chains };
  const gone = [`table ${family} ${table.name}`, `delete table ${family} ${table.name}`];
  return {
    apply: { node, run: nft([...gone, tableText(table).trimEnd()]) },
    undo: { node, run: nft(gone) },
  };
}
