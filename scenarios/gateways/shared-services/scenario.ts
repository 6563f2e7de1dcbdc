import { asPredicted, established, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, TGW, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const SHARED = 'vpc-shared-dns';

export default scenario({
  title: 'Shared services',
  proves:
    'every spoke and the site reach a VPC of shared services, and the spokes do not reach each other by it',
  rule: 'The VPC of shared services propagates into the route table of the spokes, and is associated with the one that every spoke propagates into: both directions need a route.',
  source: 'AWS Transit Gateway guide, Example: Isolated VPCs with shared services',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    for (const host of [VPC_A_HOST, VPC_B_HOST, SERVER]) {
      await run.check(reaches(host, SHARED));
      await run.check(reaches(SHARED, host));
    }
    await run.check(isolated(VPC_A_HOST, VPC_B_HOST, TGW));
    await run.check(asPredicted());
  },
});
