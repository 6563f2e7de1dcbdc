import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'The source/destination check is on at the router',
  proves:
    'with the source/destination check on at the router instance the server behind it is cut off from AWS both ways, while the router itself goes on and both tunnels are ESTABLISHED',
  rule: 'The source/destination check is on by default for each instance; a router has to have it off, for it takes and sends packets that are not its own.',
  source: 'Amazon VPC user guide, NAT instances',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const fault = await run.inject('enable-source-dest-check', { router: ROUTER });
    // The check is outside of the instance, which does not see what it may not take.
    await run.check(isolated(SERVER, VPC_A_HOST, SERVER));
    await run.check(isolated(VPC_A_HOST, SERVER, ROUTER));
    await run.check(explained(SERVER, VPC_A_HOST, 'SOURCE_DEST_CHECK'));
    await run.check(reaches(ROUTER, VPC_A_HOST));
    await run.check(reaches(VPC_A_HOST, ROUTER));
    await run.check(established());
    await fault.undo();
    await run.check(asPredicted());
  },
});
