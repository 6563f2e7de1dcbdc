import { asPredicted, established, judgement, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST } from '../../cast.ts';

/** Start of the node's first process, in ticks of the machine's clock. */
const STARTED_AT = 'cut -d " " -f 22 /proc/1/stat';

export default scenario({
  title: 'A router with its files comes back as it was',
  proves:
    'a router whose tunnel interfaces, routes, MSS clamp and sysctls are in files is as before after a reboot, and nobody has to do anything',
  rule: 'The customer gateway device initiates the tunnels: with the default startup action, add, AWS waits for it.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel initiation options',
  control: 'without-faults',
  async run(run) {
    const router = run.lab.node(ROUTER);
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const before = (await router.run(STARTED_AT)).stdout;
    await run.outage('the router reboots', { from: SERVER, to: VPC_A_HOST, movesTo: TUNNEL_1 }, async () => {
      await run.inject('reboot-router', { router: ROUTER, configuration: 'persistent' });
      await run.check({
        title: 'it has started anew',
        observe: async () => {
          const after = (await router.run(STARTED_AT)).stdout;
          return judgement(after !== before, `${before.trim()}, ${after.trim()}`);
        },
      });
    });
    await run.check(established());
    await run.check(asPredicted());
  },
});
