import { describe, expect, it } from 'vitest';
import { does } from '../../../lab/plan/commands/nft-rule.ts';
import type { NftRule } from '../../../lab/plan/commands/nft-rule.ts';
import type { NftChain, NftTable } from '../../../lab/plan/commands/nft.ts';
import { firewallCommands, isLiveFirewall } from '../../../lab/plan/live-firewall.ts';

const verdict = (text: string): NftRule => does('', text);
const table = (...chains: NftChain[]): NftTable => ({ family: 'ip', name: 't', chains });
const chain = (name: string, ...rules: string[]): NftChain => ({
  name,
  hook: null,
  rules: rules.map(verdict),
});
const base = (...rules: string[]): NftChain => ({
  name: 'base',
  hook: { type: 'filter', at: 'forward', priority: 'filter' },
  rules: rules.map(verdict),
});

/** The lines of the transaction. */
function lines(before: NftTable[], after: NftTable[]): string[] {
  const [command, ...more] = firewallCommands(before, after);
  expect(more).toEqual([]);
  const all = command?.split('\n') ?? [];
  if (all.length > 0) expect([all[0], all.at(-1)]).toEqual(['nft -f - <<NFT', 'NFT']);
  return all.slice(1, -1);
}

describe('firewallCommands', () => {
  it('does nothing where nothing differs', () => {
    expect(lines([table(base('drop'))], [table(base('drop'))])).toEqual([]);
  });

  it('fills a chain that has other rules anew, and leaves the others alone', () => {
    const kept = chain('kept', 'accept');
    expect(lines([table(kept, chain('own', 'accept'))], [table(kept, chain('own', 'drop'))])).toEqual([
      'add table ip t',
      'flush chain ip t own',
      'add rule ip t own drop',
    ]);
  });

  it('adds what rules lead to before them, and deletes it when none do', () => {
    const [without, with_] = [table(base('accept')), table(chain('own', 'drop'), base('jump own'))];
    expect(lines([without], [with_])).toEqual([
      'add table ip t',
      'flush chain ip t base',
      'add chain ip t own',
      'add rule ip t own drop',
      'add rule ip t base jump own',
    ]);
    expect(lines([with_], [without])).toEqual([
      'add table ip t',
      'flush chain ip t own',
      'flush chain ip t base',
      'add rule ip t base accept',
      'delete chain ip t own',
    ]);
  });

  it('makes a table that is new, with the hooks of its chains, and deletes one', () => {
    expect(lines([], [table(base('drop'))])).toEqual([
      'add table ip t',
      'add chain ip t base { type filter hook forward priority filter; }',
      'add rule ip t base drop',
    ]);
    expect(lines([table(base('drop'))], [])).toEqual(['add table ip t', 'delete table ip t']);
  });
});

it('a NAT cannot change while it has mappings', () => {
  const nat: NftChain = {
    ...base('masquerade'),
    hook: { type: 'nat', at: 'postrouting', priority: 'srcnat' },
  };
  expect(isLiveFirewall([table(base())], [table(base('drop'))])).toBe(true);
  expect(isLiveFirewall([table(nat)], [table({ ...nat, rules: [] })])).toBe(false);
  expect(isLiveFirewall([table(nat)], [table(nat)])).toBe(true);
});
