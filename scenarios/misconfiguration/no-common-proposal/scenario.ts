import {
  asPredicted,
  captureDuring,
  down,
  established,
  explained,
  isolated,
  judgement,
  reaches,
  scenario,
} from 's2s-lab';
import { INTERNET, ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'The router offers Tunnel1 nothing that AWS takes',
  proves:
    'where the router offers for Tunnel1 what AWS does not have, AES192, the endpoint answers NO-PROPOSAL-CHOSEN, there is no IKE_SA, and what is routed into Tunnel1 is lost',
  rule: 'A tunnel accepts the algorithms and Diffie-Hellman groups of its tunnel options: for phase 1 AES128 and AES256, CBC or GCM-16, and groups 2 and 14 to 24.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const { result: fault, packets } = await captureDuring(run.lab, INTERNET, 'udp port 500', async () => {
      const injected = await run.inject('wrong-proposal', { connection: 'Tunnel1' });
      await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
      return injected;
    });
    const refusal = packets.find((packet) => packet.includes('NO-PROPOSAL-CHOSEN'));
    await run.check({
      title: 'the endpoint says why',
      observe: async () =>
        judgement(refusal !== undefined, refusal ?? `no NO-PROPOSAL-CHOSEN in ${packets.length} packets`),
    });
    await run.check(down(TUNNEL_1));
    await run.check(established(TUNNEL_2));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'));
    await fault.undo();
    await run.check(established());
    await run.check(asPredicted());
  },
});
