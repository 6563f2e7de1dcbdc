import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'with the source/destination check on at the router instance the server behind it is cut off from AWS both ways, while the router itself goes on and both tunnels are ESTABLISHED',
  rule: 'The source/destination check is on by default for each instance; a router has to have it off, for it takes and sends packets that are not its own.',
  source: 'Amazon VPC user guide, NAT instances',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const fault = await run.inject('enable-source-dest-check', { router: ROUTER });
    // The check is outside of the instance, which does not see what it may not take.
    await run.isolated(SERVER, A, SERVER);
    await run.isolated(A, SERVER, ROUTER);
    await run.explained(SERVER, A, 'SOURCE_DEST_CHECK');
    await run.reaches(ROUTER, A);
    await run.reaches(A, ROUTER);
    await run.established();
    await fault.undo();
    await run.asPredicted();
  },
});
