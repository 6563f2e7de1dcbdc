import { scenario, tunnelStates } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'a firewall in front of the customer gateway that lets UDP 500 pass and UDP 4500 not ends both tunnels, and every negotiation stops where the ends have seen the NAT',
  rule: 'UDP 500 and, behind a NAT, UDP 4500 have to be open in both directions, to both endpoints.',
  source: 'AWS Site-to-Site VPN user guide, Your customer gateway device',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const fault = await run.inject('block-ike', { customerGateway: 'onprem', port: '4500' });
    await run.isolated(SERVER, A, 'onprem-router');
    await run.down();
    await run.waitUntil('both negotiations have moved to UDP 4500, and wait', run.detectionMs, async () => {
      const sas = (await tunnelStates(run.lab)).map(({ ikeSa }) => ikeSa);
      return {
        done: sas.every((sa) => sa?.state === 'CONNECTING' && sa.natLocal && sa.remotePort === 4500),
        seen: sas
          .map((sa) => (sa === null ? 'no IKE_SA' : `${sa.state} at port ${sa.remotePort}`))
          .join('; '),
      };
    });
    await run.explained(SERVER, A, 'IKE_BLOCKED');
    await fault.undo();
    await run.established();
    await run.asPredicted();
  },
});
