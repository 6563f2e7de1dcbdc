import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
/** Start of the node's first process, in ticks of the machine's clock. */
const STARTED_AT = 'cut -d " " -f 22 /proc/1/stat';

export default scenario({
  proves:
    'a router whose tunnel interfaces, routes, MSS clamp and sysctls are in files is as before after a reboot, and nobody has to do anything',
  rule: 'The customer gateway device initiates the tunnels: with the default startup action, add, AWS waits for it.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel initiation options',
  control: 'without-faults',
  async run(run) {
    const router = run.lab.node(ROUTER);
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const before = (await router.run(STARTED_AT)).stdout;
    await run.outage('the router reboots', { from: SERVER, to: A, movesTo: 'tunnel-1' }, async () => {
      await run.inject('reboot-router', { router: ROUTER, configuration: 'persistent' });
      await run.check('it has started anew', async () => {
        const after = (await router.run(STARTED_AT)).stdout;
        return {
          verdict: after === before ? 'failed' : 'passed',
          evidence: `${before.trim()}, ${after.trim()}`,
        };
      });
    });
    await run.established();
    await run.asPredicted();
  },
});
