import { expect, it } from 'vitest';
import { afterLossMs, lastingMs } from '../../../lab/drill/timing.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

it('lets the hold timer of a BGP session run out before it takes a loss for one that lasts', () => {
  const byUpdown = afterLossMs({ timers: 'aws' }, false);
  expect(byUpdown).toBeLessThan(30_000);
  expect(afterLossMs({ timers: 'aws' }, true)).toBe(byUpdown + 30_000);
  const bgp = changedLab(({ vpnConnections: [vpn] }) => {
    vpn!.staticRoutesOnly = false;
  });
  expect(lastingMs(bgp)).toBeGreaterThan(lastingMs(referenceLab));
});
