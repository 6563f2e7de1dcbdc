import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'with another pre-shared key on the router than AWS has for Tunnel1 there is no IKE_SA, and what is routed into Tunnel1 is lost, while Tunnel2, with a key of its own, is ESTABLISHED',
  rule: 'Each tunnel of a VPN connection has a pre-shared key of its own; both ends of the tunnel have to have the same.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const fault = await run.inject('wrong-psk', { connection: 'Tunnel1' });
    await run.isolated(SERVER, A, 'onprem-router');
    await run.down('tunnel-1');
    await run.established('tunnel-2');
    await run.explained(SERVER, A, 'TUNNEL_DOWN_AUTHENTICATION_FAILED');
    await fault.undo();
    await run.established();
    await run.asPredicted();
  },
});
