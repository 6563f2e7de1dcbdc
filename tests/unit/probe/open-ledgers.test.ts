import { expect, it } from 'vitest';
import { parseLedgers } from '../../../lab/probe/ledger.ts';
import { gained } from '../../../lab/probe/open-ledgers.ts';

it('counts what ledgers have got since, and knows nothing of one that was not read before', () => {
  const before = parseLedgers(
    'node a\nin eth0 10.0.0.1 10.0.0.2 tcp 443 2\nout eth0 10.0.0.1 10.0.0.2 tcp 443 2\nnode b',
  );
  const after = parseLedgers(
    [
      'node a',
      'in eth0 10.0.0.1 10.0.0.2 tcp 443 3',
      'out eth0 10.0.0.1 10.0.0.2 tcp 443 2',
      'node b',
      'in eth0 10.0.0.1 10.0.0.2 tcp 443 1',
      'node c',
      'in eth0 10.0.0.1 10.0.0.2 tcp 443 1',
    ].join('\n'),
  );
  const since = gained(before, after);
  expect(
    [...since].map(([node, entries]) => [node, entries.map((each) => [each.direction, each.packets])]),
  ).toEqual([
    ['a', [['in', 1]]],
    ['b', [['in', 1]]],
  ]);
});
