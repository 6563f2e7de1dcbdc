import { established, prints, reaches, scenario } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';
import { ROUTER, SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };
const ROUTE = 'ip route show table 101 10.30.0.0/16';

/** AWS leads traffic away from tunnel-1 and replaces its endpoint. */
async function maintain(run: ScenarioRun, isLedAway: () => Promise<void>) {
  const announced = await run.inject('announce-maintenance', { tunnel: TUNNEL_1 });
  await isLedAway();
  const replaced = await run.inject('replace-endpoint', { tunnel: TUNNEL_1 });
  return { announced, replaced };
}

export default scenario({
  title: 'AWS updates an endpoint, and says so by MED',
  proves:
    'a router with equal terms on both tunnels loses nothing when AWS updates an endpoint, for a lower MED has led both directions to the other tunnel before; with AS-path prepend AWS itself stays until the endpoint is gone, and with unequal LOCAL_PREF the router, until it finds it dead',
  rule: 'Before AWS updates a tunnel endpoint it advertises a lower MED over the other tunnel; weights and LOCAL_PREF have to be equal, and AS-path prepend defeats it.',
  source: 'AWS S2S VPN user guide, Route tunnel updates',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    const nothing = { ...pair, maxLost: 0, movesTo: TUNNEL_2 };
    const { announced, replaced } = await run.outage('AWS updates the endpoint of tunnel-1', nothing, () =>
      maintain(run, async () => {
        await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
        await run.check(prints(TGW, ROUTE, /^10\.30\.0\.0\/16 via \S+ dev tunnel-2 /));
      }),
    );
    await replaced.undo();
    await announced.undo();
    await run.check(established());

    const prepended = await run.inject('prepend-path', { connection: 'Tunnel2' });
    await run.check(prints(TGW, ROUTE, /^10\.30\.0\.0\/16 via \S+ dev tunnel-1 /));
    const once = await run.outage(
      'AWS updates the endpoint of tunnel-1, which answers still take',
      { ...pair, movesTo: TUNNEL_2 },
      () =>
        maintain(run, async () => {
          await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
          // The answers stay with the endpoint that is about to go.
          await run.check(prints(TGW, ROUTE, /^10\.30\.0\.0\/16 via \S+ dev tunnel-1 /));
        }),
    );
    await once.replaced.undo();
    await once.announced.undo();
    await prepended.undo();

    // The router stays itself, until it finds the endpoint dead.
    await run.converge('the router prefers Tunnel1 by LOCAL_PREF', 'local-preference.yaml');
    await run.check(established());
    await run.outage(
      'AWS updates the endpoint of tunnel-1 once more',
      { ...pair, minLost: 10, movesTo: TUNNEL_2 },
      () => maintain(run, () => run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel1/))),
    );
  },
});
