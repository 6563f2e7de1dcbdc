import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'without a route to on-premises in the subnet route table of VPC A requests arrive there, and no answer leaves the VPC',
  rule: 'A VPC attachment adds no routes to the VPC: each subnet route table needs its own route with the Transit Gateway as target.',
  source: 'AWS Transit Gateway guide, VPC attachments',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const fault = await run.inject('delete-vpc-route', {
      routeTable: 'vpc-a-private',
      destinationCidrBlock: '10.30.0.0/16',
    });
    // The requests arrive; only the answers are lost.
    await run.isolated(SERVER, A, A);
    await run.isolated(A, SERVER, 'vpc-a');
    await run.explained(SERVER, A, 'NO_ROUTE_TO_DESTINATION');
    await fault.undo();
    await run.asPredicted();
  },
});
