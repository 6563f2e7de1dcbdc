import { expect, it } from 'vitest';
import { accept, does, drop, leftToPolicy } from '../../../../lab/plan/commands/nft-rule.ts';
import { tableText } from '../../../../lab/plan/commands/nft.ts';

it('is a table with its chains, hooks first', () => {
  const text = tableText({
    family: 'netdev',
    name: 't',
    chains: [
      {
        name: 'jumped_to',
        hook: null,
        rules: [leftToPolicy({ code: 'PACKET_FILTERED', object: 'node', detail: 7 })],
      },
      { name: 'in', hook: { type: 'filter', at: 'ingress', device: 'eth0', priority: '-5' }, rules: [] },
      {
        name: 'out',
        hook: { type: 'nat', at: 'output', priority: 'srcnat', policy: 'drop' },
        rules: [
          accept('tcp dport 22', 'why'),
          drop('', { code: 'PACKET_LOSS', object: 'node' }),
          does('', 'jump jumped_to'),
        ],
      },
    ],
  });
  expect(text).toBe(`table netdev t {
  chain jumped_to {
    counter comment "s2s PACKET_FILTERED node 7"
  }
  chain in {
    type filter hook ingress device "eth0" priority -5
  }
  chain out {
    type nat hook output priority srcnat; policy drop
    tcp dport 22 counter accept comment "why"
    counter drop comment "s2s PACKET_LOSS node"
    jump jumped_to
  }
}
`);
});
