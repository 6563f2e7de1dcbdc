import { scenario } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';

const pair = { from: 'onprem-server', to: 'vpc-a-host' };
/** About a second of them: no timer is waited for, the endpoint says DELETE. */
const A_FEW_PROBES = 100;

/** AWS replaces one endpoint: traffic is on the other tunnel meanwhile, and on Tunnel1 when both are up again. */
async function replace(run: ScenarioRun, tunnel: string, other: string): Promise<void> {
  let maintenance = { undo: async () => {} };
  const away = { ...pair, maxLost: A_FEW_PROBES, movesTo: other };
  await run.outage(`AWS takes ${tunnel} away`, away, async () => {
    maintenance = await run.inject('replace-endpoint', { tunnel });
  });
  await run.established(other);
  await run.outage(`${tunnel} is back`, { ...pair, maxLost: A_FEW_PROBES, movesTo: 'tunnel-1' }, async () => {
    await maintenance.undo();
    await run.established();
  });
}

export default scenario({
  proves:
    'when AWS replaces the endpoints one after the other, a router whose routes follow the CHILD_SAs loses a moment at each move, and never both tunnels',
  rule: 'Tunnel endpoint maintenance takes one tunnel of a connection at a time; the customer has to have both configured.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel endpoint replacements',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(pair.from, pair.to, { via: 'tunnel-1' });
    await replace(run, 'tunnel-1', 'tunnel-2');
    await replace(run, 'tunnel-2', 'tunnel-1');
    await run.asPredicted();
  },
});
