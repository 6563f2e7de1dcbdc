import { asPredicted, established, explained, isolated, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

export default scenario({
  title: 'AWS answers by the other tunnel',
  proves:
    'AWS answers by the tunnel of its own choice: a router that filters reverse paths loosely takes such answers, one that does so strictly drops them',
  rule: 'AWS uses one tunnel of a connection for what it sends, whichever the customer uses, so asymmetric routing has to be allowed.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_2, back: TUNNEL_1 }));
    const strict = await run.inject('strict-rp-filter', { router: ROUTER });
    await run.check(isolated(SERVER, VPC_A_HOST, VPC_A_HOST));
    await run.check(isolated(VPC_A_HOST, SERVER, ROUTER));
    await run.check(explained(SERVER, VPC_A_HOST, 'REVERSE_PATH_FILTERED'));
    await run.check(prints(ROUTER, 'nstat -az TcpExtIPReversePathFilter', /IPReversePathFilter +[1-9]\d*/));
    await run.check(reaches(SERVER, VPC_B_HOST, { via: TUNNEL_1 }));
    await strict.undo();
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_2, back: TUNNEL_1 }));
    await run.check(asPredicted());
  },
});
