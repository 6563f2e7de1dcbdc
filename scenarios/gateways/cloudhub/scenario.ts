import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, VPC_A_HOST } from '../../cast.ts';

const BRANCH = 'branch-server';

export default scenario({
  title: 'CloudHub: two sites at one virtual private gateway',
  proves:
    'a virtual private gateway with BGP tells each site the block of its VPC and that of the other site, brings both into the route table that it propagates into, and forgets a site with its sessions',
  rule: 'A virtual private gateway advertises to each customer gateway what the others have announced, if their ASNs differ.',
  source: 'AWS S2S VPN user guide, VPN CloudHub; Enable route propagation in your route table',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, BRANCH));
    await run.check(reaches(BRANCH, VPC_A_HOST));
    await run.check(asPredicted());
    await run.inject('bgp-down', { tunnel: 'branch-1' });
    await run.check(reaches(SERVER, BRANCH));
    await run.inject('bgp-down', { tunnel: 'branch-2' });
    // VPC A's table has lost the route, and the gateway hands nothing on.
    await run.check(isolated(VPC_A_HOST, BRANCH, 'vpc-a'));
    await run.check(explained(SERVER, BRANCH, 'BGP_SESSION_DOWN'));
    await run.check(reaches(SERVER, VPC_A_HOST));
  },
});
