import { asPredicted, established, explained, isolated, scenario } from 's2s-lab';
import { SERVER, VPC_A, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'A subnet route table without a route to on-premises',
  proves:
    'without a route to on-premises in the subnet route table of VPC A requests arrive there, and no answer leaves the VPC',
  rule: 'A VPC attachment adds no routes to the VPC: each subnet route table needs its own route with the Transit Gateway as target.',
  source: 'AWS Transit Gateway guide, VPC attachments',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const fault = await run.inject('delete-vpc-route', {
      routeTable: 'vpc-a-private',
      destinationCidrBlock: '10.30.0.0/16',
    });
    // The requests arrive; only the answers are lost.
    await run.check(isolated(SERVER, VPC_A_HOST, VPC_A_HOST));
    await run.check(isolated(VPC_A_HOST, SERVER, VPC_A));
    await run.check(explained(SERVER, VPC_A_HOST, 'NO_ROUTE_TO_DESTINATION'));
    await fault.undo();
    await run.check(asPredicted());
  },
});
