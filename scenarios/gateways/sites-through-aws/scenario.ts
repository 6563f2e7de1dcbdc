import { asPredicted, established, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, VPC_A_HOST } from '../../cast.ts';

const BRANCH_PC = 'branch-pc';

export default scenario({
  title: 'Two sites reach each other through AWS',
  proves:
    'two sites with a VPN connection each reach each other by the Transit Gateway once its route table leads to both, and a VPC that has no route to the second does not',
  rule: 'A Transit Gateway routes between any two attachments, of VPN connections, too: each is looked up in its associated table. With static routing each site and that table need a route to the other site.',
  source: 'AWS Transit Gateway guide, How transit gateways work; Example: Centralized router',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, BRANCH_PC));
    await run.check(reaches(BRANCH_PC, SERVER));
    await run.check(reaches(SERVER, VPC_A_HOST));
    // The request arrives; tgw-rt-a has no route for the answer, and the security group lets the first site in only.
    await run.check(isolated(BRANCH_PC, VPC_A_HOST));
    await run.check(asPredicted());
  },
});
