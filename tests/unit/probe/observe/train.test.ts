import { expect, it } from 'vitest';
import { firstLost } from '../../../../lab/probe/observe/train.ts';

const answers = (...sequences: readonly number[]): string =>
  sequences.map((each) => `64 bytes from 10.10.141.106: icmp_seq=${each} ttl=61 time=0.5 ms`).join('\n');

it.each([
  ['the first request, if all are answered', answers(1, 2, 3), 1],
  ['the first request, if none is', '', 1],
  ['the first that is not answered', answers(1, 3), 2],
  [
    'one that somebody else answers',
    `${answers(1)}\nFrom 10.30.128.1 icmp_seq=2 Frag needed and DF set (mtu = 1400)`,
    2,
  ],
])('follows %s', (_, output, sequence) => {
  expect(firstLost(output, 3)).toBe(sequence);
});
