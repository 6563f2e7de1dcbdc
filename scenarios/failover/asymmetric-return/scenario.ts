import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

export default scenario({
  proves:
    'AWS answers by the tunnel of its own choice: a router that filters reverse paths loosely takes such answers, one that does so strictly drops them',
  rule: 'AWS uses one tunnel of a connection for what it sends, whichever the customer uses, so asymmetric routing has to be allowed.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-2', back: 'tunnel-1' });
    const strict = await run.inject('strict-rp-filter', { router: ROUTER });
    await run.isolated(SERVER, A, A);
    await run.isolated(A, SERVER, ROUTER);
    await run.explained(SERVER, A, 'REVERSE_PATH_FILTERED');
    await run.prints(ROUTER, 'nstat -az TcpExtIPReversePathFilter', /IPReversePathFilter +[1-9]\d*/);
    await run.reaches(SERVER, B, { via: 'tunnel-1' });
    await strict.undo();
    await run.reaches(SERVER, A, { via: 'tunnel-2', back: 'tunnel-1' });
    await run.asPredicted();
  },
});
