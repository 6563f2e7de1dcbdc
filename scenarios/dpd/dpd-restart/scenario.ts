import { asPredicted, down, established, ikeSa, ikeSas, judgement, reaches, scenario, within } from 's2s-lab';
import type { Check } from 's2s-lab';
import { INTERNET, ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'DPD action restart: a tunnel comes back by itself',
  proves:
    'a tunnel of which either end has the DPD action restart comes back by itself when the path is good again',
  rule: 'The DPD timeout action restart has AWS initiate IKE again, which it does with IKEv2 only.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options and Tunnel initiation options',
  control: { labFile: '../dpd-clear/lab.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const outage = await run.inject('lose-packets', {
      node: INTERNET,
      neighbour: 'onprem-igw',
      percent: 100,
    });
    await run.check(down(TUNNEL_1));
    await run.check(ikeSa(ROUTER, 'Tunnel1', 'CONNECTING'));
    await run.check(down(TUNNEL_2));
    await run.check(ikeSa(ROUTER, 'Tunnel2', null));
    const initiated: Check = {
      title: 'AWS initiates Tunnel2',
      observe: async (lab) => {
        const states = (await ikeSas(lab, TUNNEL_2)).map(({ state }) => state);
        return judgement(states.includes('CONNECTING'), states.join());
      },
    };
    await run.check(within(run.detectionMs, initiated));
    await outage.undo();
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.check(asPredicted());
  },
});
