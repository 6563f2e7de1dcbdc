import { captureDuring, scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'where the router offers for Tunnel1 what AWS does not have, AES192, the endpoint answers NO-PROPOSAL-CHOSEN, there is no IKE_SA, and what is routed into Tunnel1 is lost',
  rule: 'A tunnel accepts the algorithms and Diffie-Hellman groups of its tunnel options: for phase 1 AES128 and AES256, CBC or GCM-16, and groups 2 and 14 to 24.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const { result: fault, packets } = await captureDuring(run.lab, 'internet', 'udp port 500', async () => {
      const injected = await run.inject('wrong-proposal', { connection: 'Tunnel1' });
      await run.isolated(SERVER, A, 'onprem-router');
      return injected;
    });
    await run.check('the endpoint says why', async () => {
      const refusal = packets.find((packet) => packet.includes('NO-PROPOSAL-CHOSEN'));
      return refusal === undefined
        ? { verdict: 'failed', evidence: `no NO-PROPOSAL-CHOSEN in ${packets.length} packets` }
        : { verdict: 'passed', evidence: refusal };
    });
    await run.down('tunnel-1');
    await run.established('tunnel-2');
    await run.explained(SERVER, A, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN');
    await fault.undo();
    await run.established();
    await run.asPredicted();
  },
});
