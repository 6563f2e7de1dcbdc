import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const pair = { from: SERVER, to: A };

export default scenario({
  proves:
    'with both tunnels dead nothing gets through either way, the first that returns carries everything, and Tunnel1 takes over when it is back',
  rule: 'The two tunnels of a VPN connection end in different Availability Zones, and AWS fails over from one to the other by itself.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options and Routing options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const first = await run.inject('kill-charon', { tunnel: 'tunnel-1' });
    const second = await run.inject('kill-charon', { tunnel: 'tunnel-2' });
    await run.isolated(SERVER, A, ROUTER);
    await run.isolated(A, SERVER, 'tgw');
    await run.down();
    await run.explained(SERVER, A, 'TUNNEL_DOWN_IKE_NO_RESPONSE');
    // No route into a tunnel is left, so the default route counts: towards the Internet, and in the clear.
    await run.prints(ROUTER, 'ip route get 10.10.141.106', /via 10\.30\.0\.1 dev eth0/);
    await run.outage('Tunnel2 comes back', { ...pair, movesTo: 'tunnel-2' }, () => second.undo());
    await run.outage('Tunnel1 comes back', { ...pair, maxLost: 100, movesTo: 'tunnel-1' }, async () => {
      await first.undo();
      await run.established();
    });
    await run.asPredicted();
  },
});
