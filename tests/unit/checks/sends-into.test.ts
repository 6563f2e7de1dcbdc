import { expect, it } from 'vitest';
import { judgeSent } from '../../../lab/checks/sends-into.ts';

const sent = (one: number, other: number) =>
  new Map([
    ['tunnel-1', one],
    ['tunnel-2', other],
  ]);

it.each([
  [sent(2, 4), true, 'passed'],
  [sent(2, 0), true, 'failed'],
  [sent(0, 0), false, 'passed'],
  [sent(2, 0), false, 'failed'],
] as const)('of %o, wanted: %s, says %s', (packets, wanted, verdict) => {
  expect(judgeSent(packets, wanted).verdict).toBe(verdict);
});

it('says what the Internet saw of each', () => {
  expect(judgeSent(sent(2, 0), true).evidence).toBe(
    'the Internet saw 2 packets of ESP to tunnel-1, 0 packets of ESP to tunnel-2',
  );
});
