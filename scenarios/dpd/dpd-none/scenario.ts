import { down, established, explained, ikeSa, isolated, reaches, rekeyed, scenario } from 's2s-lab';
import { INTERNET, ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'DPD action none: nobody notices that a peer is gone',
  proves:
    'with the DPD action none neither end notices that the other is gone: the SAs stay, the routes stay, everything is lost, and a peer that returns without its SAs is not noticed either',
  rule: 'The DPD timeout action none has AWS do nothing when its peer does not answer.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: { labFile: '../dpd-restart/lab.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const outage = await run.inject('lose-packets', {
      node: INTERNET,
      neighbour: 'onprem-igw',
      percent: 100,
    });
    await run.check(down(TUNNEL_2));
    await run.check(ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED'));
    await run.check(ikeSa(TUNNEL_1, TUNNEL_1, 'ESTABLISHED'));
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(isolated(VPC_A_HOST, SERVER, TUNNEL_1));
    await run.check(established(TUNNEL_1));
    await outage.undo();
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.check(established(TUNNEL_2));
    const death = await run.inject('kill-charon', { tunnel: TUNNEL_1 });
    await death.undo();
    await run.check(ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED'));
    await run.check(ikeSa(TUNNEL_1, TUNNEL_1, null));
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_NO_SA'));
    // What the end of the lifetimes would do, 8 hours for the IKE_SA.
    await run.check(rekeyed(TUNNEL_1, 'IKE_SA'));
    await run.check(rekeyed(TUNNEL_1, 'CHILD_SA'));
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
  },
});
