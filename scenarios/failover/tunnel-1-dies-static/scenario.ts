import { down, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'Static routes stay with a dead Tunnel1',
  proves:
    'two ESTABLISHED tunnels and two static routes by metric are no redundancy: with the endpoint of Tunnel1 dead everything is lost',
  rule: 'With static routing the customer gateway device itself has to find out that a tunnel is down, and to route round it.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.inject('kill-charon', { tunnel: TUNNEL_1 });
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(down(TUNNEL_1));
    await run.outage(
      'probes for 2 s after that',
      { from: SERVER, to: VPC_A_HOST, total: true, budgetMs: 2000 },
      async () => {},
    );
    await run.check(established(TUNNEL_2));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_IKE_NO_RESPONSE'));
  },
});
