import { describe, expect } from 'vitest';
import { host, injectFault, measureOutage, tunnel, undoFault } from 's2s-lab';
import { labTest } from 's2s-lab/vitest';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

const test = labTest('lab.yaml');

describe('our site', () => {
  test('has both tunnels up', async ({ lab }) => {
    await expect(tunnel(lab, 'tunnel-1')).toBeEstablished();
    await expect(tunnel(lab, 'tunnel-2')).toBeEstablished();
  });

  test('reaches both VPCs by Tunnel1, and they reach it', async ({ lab }) => {
    await expect(host(lab, SERVER)).toReach(A, { via: 'tunnel-1' });
    await expect(host(lab, SERVER)).toReach(B, { via: 'tunnel-1' });
    await expect(host(lab, A)).toReach(SERVER);
  });

  test('does not join the VPCs', async ({ lab }) => {
    await expect(host(lab, A)).toBeIsolatedFrom(B);
    await expect(host(lab, B)).toBeIsolatedFrom(A);
  });

  test('fails over to Tunnel2 within 5 s', async ({ lab, onTestFinished }) => {
    const outage = await measureOutage(lab, SERVER, A, async () => {
      const fault = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
      onTestFinished(async () => {
        await undoFault(lab, fault.id);
      });
    });
    expect(outage).toFailOverWithin(5000);
    await expect(host(lab, SERVER)).toReach(A, { via: 'tunnel-2' });
  });
});
