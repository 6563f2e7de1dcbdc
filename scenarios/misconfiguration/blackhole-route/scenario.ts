import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const route = { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' };

export default scenario({
  proves:
    'a static blackhole route drops what it matches although VPC A propagates the same block into the table; with the static route deleted the propagated one takes over',
  rule: 'For the same block a static route is preferred to a propagated one, which is used again when the static route is deleted; what matches a blackhole route is dropped.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A);
    const blackhole = await run.inject('blackhole-tgw-route', route);
    await run.isolated(SERVER, A, 'tgw');
    await run.prints('tgw', 'ip route show table all', /blackhole 10\.10\.0\.0\/16/);
    await run.explained(SERVER, A, 'TGW_RTB_BAD_STATE_ROUTE');
    await blackhole.undo();
    await run.reaches(SERVER, A);
    const deleted = await run.inject('delete-tgw-route', route);
    await run.reaches(SERVER, A);
    await deleted.undo();
    await run.asPredicted();
  },
});
