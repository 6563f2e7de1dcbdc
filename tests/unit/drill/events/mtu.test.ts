import { expect, it } from 'vitest';
import { mtu } from '../../../../lab/drill/events/mtu.ts';
import { seen, setting } from '../fixtures.ts';

it('fails where a transfer stalls, unless the data plane may be the reason', () => {
  const stalled = seen({ failures: ['0 of 1000000 bytes arrive'] });
  expect(mtu.judge(stalled, setting(null)).verdict).toBe('fails');
  expect(mtu.judge({ ...stalled, limits: 'it may be the plane' }, setting(null))).toMatchObject({
    verdict: 'inconclusive',
    sentences: ['it may be the plane', '0 of 1000000 bytes arrive'],
  });
  expect(mtu.judge(seen({ facts: ['all arrive'], limits: 'l' }), setting(null)).verdict).toBe('works');
});
