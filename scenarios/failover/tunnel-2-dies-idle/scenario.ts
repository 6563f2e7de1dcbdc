import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves: 'the death and the return of the tunnel that carries nothing cost not a single packet',
  rule: 'AWS uses one of the two tunnels of a connection for what it sends, and the other when that one is down.',
  source: 'AWS Site-to-Site VPN user guide, Routing options',
  control: 'without-faults',
  async run(run) {
    const nothing = { from: SERVER, to: A, maxLost: 0, movesTo: 'tunnel-1' };
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    let fault = { undo: async () => {} };
    await run.outage('the endpoint of idle Tunnel2 dies without a word', nothing, async () => {
      fault = await run.inject('kill-charon', { tunnel: 'tunnel-2' });
      await run.prints('tunnel-2', 'ip -br link show tgw', /DOWN/);
      await run.down('tunnel-2');
    });
    await run.outage('it comes back', nothing, async () => {
      await fault.undo();
      await run.established();
    });
  },
});
