import { asPredicted, established, explained, isolated, prints, reaches, scenario } from 's2s-lab';
import { SERVER, TGW, VPC_A_HOST } from '../../cast.ts';

const route = { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' };

export default scenario({
  title: 'A blackhole route beats the propagated one',
  proves:
    'a static blackhole route drops what it matches although VPC A propagates the same block into the table; with the static route deleted the propagated one takes over',
  rule: 'For the same block a static route is preferred to a propagated one, which is used again when the static route is deleted; what matches a blackhole route is dropped.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    const blackhole = await run.inject('blackhole-tgw-route', route);
    await run.check(isolated(SERVER, VPC_A_HOST, TGW));
    await run.check(prints(TGW, 'ip route show table all', /blackhole 10\.10\.0\.0\/16/));
    await run.check(explained(SERVER, VPC_A_HOST, 'TGW_RTB_BAD_STATE_ROUTE'));
    await blackhole.undo();
    await run.check(reaches(SERVER, VPC_A_HOST));
    const deleted = await run.inject('delete-tgw-route', route);
    await run.check(reaches(SERVER, VPC_A_HOST));
    await deleted.undo();
    await run.check(asPredicted());
  },
});
