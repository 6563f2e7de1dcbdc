import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const pair = { from: SERVER, to: A };

export default scenario({
  proves:
    'with both tunnels dead nothing gets through either way, the first that returns carries everything, and Tunnel1 takes over when it is back',
  rule: 'A VPN connection has two tunnels for redundancy; when both are down there is no other way between the customer and AWS.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const first = await run.inject('kill-charon', { tunnel: 'tunnel-1' });
    const second = await run.inject('kill-charon', { tunnel: 'tunnel-2' });
    await run.isolated(SERVER, A, ROUTER);
    await run.isolated(A, SERVER, 'tgw');
    await run.down();
    await run.waitUntil(
      'the default route counts: to the Internet, in the clear',
      run.detectionMs,
      async () => {
        const { stdout } = await run.lab.node(ROUTER).run('ip -o route get 10.10.141.106');
        return { done: stdout.includes('via 10.30.0.1 dev eth0'), seen: stdout.trim() };
      },
    );
    await run.outage('Tunnel2 comes back', { ...pair, movesTo: 'tunnel-2' }, () => second.undo());
    await run.outage('Tunnel1 comes back', { ...pair, maxLost: 100, movesTo: 'tunnel-1' }, async () => {
      await first.undo();
      await run.established();
    });
    await run.asPredicted();
  },
});
