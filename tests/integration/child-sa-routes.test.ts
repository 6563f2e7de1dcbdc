import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { reaches } from '../../lab/checks/reaches.ts';
import { charonOf } from '../../lab/plan/services/find-charon.ts';
import { tunnelStates } from '../../lab/probe/tunnels.ts';
import type { TunnelState } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

const ROUTER = 'onprem-router';
const labFile = fileURLToPath(
  new URL('../../scenarios/failover/tunnel-1-dies-child-sa/lab.yaml', import.meta.url),
);

it('routes stay while a CHILD_SA of their connection is installed, whatever other one goes', async () => {
  await using lab = await startLab({ ...loadLab(labFile), name: 'it-child-sa-routes' });
  const tunnel1 = async (): Promise<TunnelState> =>
    (await tunnelStates(lab)).find(({ tunnel }) => tunnel === 'tunnel-1')!;
  const charon = await lab.node(ROUTER).vici(charonOf(lab.plan, ROUTER, 'Tunnel1').name);

  const { childSa: old } = await tunnel1();
  await charon.request('initiate', { ike: 'Tunnel1', child: 'Tunnel1' });
  expect((await tunnel1()).childSa!.uniqueId).toBeGreaterThan(old!.uniqueId);
  await charon.request('terminate', { 'child-id': String(old!.uniqueId) });
  // strongSwan takes that for a rekeying and says nothing; this is what it says of an unrelated CHILD_SA.
  await mustRun(lab, ROUTER, 'PLUTO_VERB=down-client PLUTO_CONNECTION=Tunnel1 s2s-updown');

  expect(await mustRun(lab, ROUTER, 'ip route show dev Tunnel1')).toContain('10.10.0.0/16');
  await mustPass(lab, reaches('onprem-server', 'vpc-a-host', { via: 'tunnel-1' }));
});
