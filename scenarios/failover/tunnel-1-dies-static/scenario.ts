import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'two ESTABLISHED tunnels and two static routes by metric are no redundancy: with the endpoint of Tunnel1 dead everything is lost',
  rule: 'With static routing the customer gateway device itself has to find out that a tunnel is down, and to route round it.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    await run.inject('kill-charon', { tunnel: 'tunnel-1' });
    await run.isolated(SERVER, A, 'onprem-router');
    await run.down('tunnel-1');
    await run.outage(
      'probes for 2 s after that',
      { from: SERVER, to: A, total: true, budgetMs: 2000 },
      async () => {},
    );
    await run.established('tunnel-2');
    await run.explained(SERVER, A, 'TUNNEL_DOWN_IKE_NO_RESPONSE');
  },
});
