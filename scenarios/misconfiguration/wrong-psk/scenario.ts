import { asPredicted, down, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'The pre-shared keys of Tunnel1 differ',
  proves:
    'with another pre-shared key on the router than AWS has for Tunnel1 there is no IKE_SA, and what is routed into Tunnel1 is lost, while Tunnel2, with a key of its own, is ESTABLISHED',
  rule: 'Each tunnel of a VPN connection has a pre-shared key of its own; both ends of the tunnel have to have the same.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const fault = await run.inject('wrong-psk', { connection: 'Tunnel1' });
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(down(TUNNEL_1));
    await run.check(established(TUNNEL_2));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'));
    await fault.undo();
    await run.check(established());
    await run.check(asPredicted());
  },
});
