import { expect, it } from 'vitest';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { parseLedgers } from '../../../lab/probe/ledger.ts';
import { bySource, gained, sourcesOf } from '../../../lab/probe/open-ledgers.ts';

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

it("knows a router's connections behind the NAT of its site, by its public address", () => {
  const [entries] = parseLedgers(
    [
      'node internet',
      'in onprem-igw 3.36.6.148 10.10.141.106 tcp 22 1',
      'in onprem-igw 10.30.141.20 10.10.141.106 tcp 22 1',
    ].join('\n'),
  ).values();
  const of = bySource(entries!, sourcesOf(referenceLab));
  const sources = (from: string, address = '10.10.141.106'): string[] => {
    const probe = { from, address, identifier: 22, nodeRuns: true, sent: 1, received: 0, rttMs: null };
    return of(probe).map(({ source }) => source);
  };
  expect(sources('onprem-router')).toEqual(['3.36.6.148']);
  expect(sources('onprem-server')).toEqual(['10.30.141.20']);
  expect(sources('onprem-router', '10.20.139.27')).toEqual([]);
});
