import { down, established, prints, reaches, scenario } from 's2s-lab';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'The idle tunnel dies, and no packet is lost',
  proves: 'the death and the return of the tunnel that carries nothing cost not a single packet',
  rule: 'AWS uses one of the two tunnels of a connection for what it sends, and the other when that one is down.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    const nothing = { from: SERVER, to: VPC_A_HOST, maxLost: 0, movesTo: TUNNEL_1 };
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const fault = await run.outage('the endpoint of idle Tunnel2 dies without a word', nothing, async () => {
      const death = await run.inject('kill-charon', { tunnel: TUNNEL_2 });
      await run.check(prints(TUNNEL_2, 'ip -br link show tgw', /DOWN/));
      await run.check(down(TUNNEL_2));
      return death;
    });
    await run.outage('it comes back', nothing, async () => {
      await fault.undo();
      await run.check(established());
    });
  },
});
