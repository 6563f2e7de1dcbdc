import { asPredicted, established, reaches, scenario } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };
/** About two seconds of them, most for a busy machine: no timer is waited for, the endpoint says DELETE. */
const A_FEW_PROBES = 200;

/** AWS replaces one endpoint: traffic is on the other tunnel meanwhile, and on Tunnel1 when both are up again. */
async function replace(run: ScenarioRun, tunnel: string, other: string): Promise<void> {
  const away = { ...pair, maxLost: A_FEW_PROBES, movesTo: other };
  const maintenance = await run.outage(`AWS takes ${tunnel} away`, away, () =>
    run.inject('replace-endpoint', { tunnel }),
  );
  await run.check(established(other));
  await run.outage(`${tunnel} is back`, { ...pair, maxLost: A_FEW_PROBES, movesTo: TUNNEL_1 }, async () => {
    await maintenance.undo();
    await run.check(established());
  });
}

export default scenario({
  title: 'AWS replaces the endpoints, one after the other',
  proves:
    'when AWS replaces the endpoints one after the other, a router whose routes follow the CHILD_SAs loses a moment at each move, and never both tunnels',
  rule: 'Tunnel endpoint maintenance takes one tunnel of a connection at a time; the customer has to have both configured.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel endpoint replacements',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(pair.from, pair.to, { via: TUNNEL_1 }));
    await replace(run, TUNNEL_1, TUNNEL_2);
    await replace(run, TUNNEL_2, TUNNEL_1);
    await run.check(asPredicted());
  },
});
