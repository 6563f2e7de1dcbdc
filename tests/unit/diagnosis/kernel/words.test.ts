import { expect, it } from 'vitest';
import { valuesOf, wordsOf } from '../../../../lab/diagnosis/kernel/words.ts';

it('takes the line break of ip -o for a space', () => {
  expect(wordsOf('  10.10.0.0/16 \\	nexthop dev Tunnel1 ')).toEqual([
    '10.10.0.0/16',
    'nexthop',
    'dev',
    'Tunnel1',
  ]);
});

it('gives the values of the keys that are there', () => {
  const words = wordsOf('default via 10.30.0.1 dev eth0 onlink metric');
  expect(valuesOf(words, ['via', 'dev', 'table', 'metric'])).toStrictEqual({ via: '10.30.0.1', dev: 'eth0' });
});
