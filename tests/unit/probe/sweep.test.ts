import { expect, it } from 'vitest';
import { ICMP_ECHO } from '../../../lab/aws/flow.ts';
import { inParts, parseSweep } from '../../../lab/probe/sweep.ts';
import type { Train } from '../../../lab/probe/sweep.ts';

const train = (from: string, ...addresses: readonly string[]): Train => ({
  from,
  addresses,
  flow: ICMP_ECHO,
  count: 3,
  intervalMs: 20,
  timeoutMs: 150,
});

it('reads what became of each address, in the order that was asked for', () => {
  const output = ['b 10.0.0.1 4712 3 3 0.625', 'a 10.0.0.2 4711 3 0 -', 'a 10.0.0.3 4711 3 1 12.1', ''].join(
    '\n',
  );
  const seen = parseSweep(output, [train('a', '10.0.0.3', '10.0.0.2'), train('b', '10.0.0.1')]);
  expect(seen).toEqual([
    { from: 'a', address: '10.0.0.3', identifier: 4711, nodeRuns: true, sent: 3, received: 1, rttMs: 12.1 },
    { from: 'a', address: '10.0.0.2', identifier: 4711, nodeRuns: true, sent: 3, received: 0, rttMs: null },
    { from: 'b', address: '10.0.0.1', identifier: 4712, nodeRuns: true, sent: 3, received: 3, rttMs: 0.625 },
  ]);
});

it('tells a node that does not run, and takes what nothing is said of for not sent', () => {
  const seen = parseSweep('a 10.0.0.2 0 0 0 down\n', [train('a', '10.0.0.2'), train('b', '10.0.0.1')]);
  expect(seen.map(({ nodeRuns, sent }) => [nodeRuns, sent])).toEqual([
    [false, 0],
    [true, 0],
  ]);
});

it('puts items into parts of a size, and one that is larger by itself', () => {
  const parts = (...sizes: readonly number[]): unknown => inParts(sizes, (size) => size, 10);
  expect(parts()).toEqual([]);
  expect(parts(4, 6, 1)).toEqual([[4, 6], [1]]);
  expect(parts(4, 7, 3, 1)).toEqual([[4], [7, 3], [1]]);
  expect(parts(12, 11, 5)).toEqual([[12], [11], [5]]);
});
