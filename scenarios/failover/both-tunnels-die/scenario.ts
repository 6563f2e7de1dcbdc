import { asPredicted, down, established, explained, isolated, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };

export default scenario({
  title: 'Both tunnels die, and return one by one',
  proves:
    'with both tunnels dead nothing gets through either way, the first that returns carries everything, and Tunnel1 takes over when it is back',
  rule: 'The two tunnels of a VPN connection end in different Availability Zones, and AWS fails over from one to the other by itself.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options and Routing options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const first = await run.inject('kill-charon', { tunnel: TUNNEL_1 });
    const second = await run.inject('kill-charon', { tunnel: TUNNEL_2 });
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(isolated(VPC_A_HOST, SERVER, TGW));
    await run.check(down());
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_IKE_NO_RESPONSE'));
    // No route into a tunnel is left, so the default route counts: towards the Internet, and in the clear.
    await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /via 10\.30\.0\.1 dev eth0/));
    await run.outage('Tunnel2 comes back', { ...pair, movesTo: TUNNEL_2 }, () => second.undo());
    await run.outage('Tunnel1 comes back', { ...pair, maxLost: 200, movesTo: TUNNEL_1 }, async () => {
      await first.undo();
      await run.check(established());
    });
    await run.check(asPredicted());
  },
});
