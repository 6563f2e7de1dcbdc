import { expect, it } from 'vitest';
import { tableText } from '../../../../lab/plan/commands/nft.ts';

it('is a table with its chains, hooks first', () => {
  const text = tableText({
    family: 'netdev',
    name: 't',
    chains: [
      { name: 'jumped_to', hook: null, rules: ['counter'] },
      { name: 'in', hook: { type: 'filter', at: 'ingress', device: 'eth0', priority: '-5' }, rules: [] },
      {
        name: 'out',
        hook: { type: 'nat', at: 'output', priority: 'srcnat', policy: 'drop' },
        rules: ['a', 'b'],
      },
    ],
  });
  expect(text).toBe(`table netdev t {
  chain jumped_to {
    counter
  }
  chain in {
    type filter hook ingress device "eth0" priority -5
  }
  chain out {
    type nat hook output priority srcnat; policy drop
    a
    b
  }
}
`);
});
