import { expect, it } from 'vitest';
import { describeSide, ikeSides } from '../../../../lab/diagnosis/tunnel/ike-side.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { scene } from '../recorded.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;

it('knows the SAs of both ends', () => {
  const [router, endpoint] = ikeSides(scene('answered'), ends);
  expect(router.childSa!.spiIn).toBe(endpoint.childSa!.spiOut);
  expect(describeSide(router)).toMatch(
    /^onprem-router: IKE_SA Tunnel1\[\d+\] ESTABLISHED, IKEv1, CHILD_SA Tunnel1/,
  );
});

it('knows nothing of the SAs of a daemon that does not run', () => {
  const [, endpoint] = ikeSides(scene('endpoint-daemon-dead'), ends);
  expect(endpoint).toMatchObject({ process: 'absent', ikeSa: null, childSa: null });
  expect(describeSide(endpoint)).toBe('tunnel-1: its charon is not running');
});
