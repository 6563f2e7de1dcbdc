import {
  down,
  established,
  explained,
  ikeSa,
  initiateMissing,
  isolated,
  reaches,
  scenario,
  titled,
  within,
} from 's2s-lab';
import { INTERNET, ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'DPD action clear: a dead tunnel stays down',
  proves:
    'with the DPD action clear at both ends a tunnel that was found dead stays down when the path is good again, until somebody initiates it',
  rule: 'The DPD timeout action clear, the default, ends the IKE session, takes the tunnel down and clears its routes; AWS does not initiate it again.',
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
    await run.check(down(TUNNEL_1));
    await run.check(ikeSa(ROUTER, 'Tunnel1', null));
    await run.check(down(TUNNEL_2));
    await run.check(ikeSa(ROUTER, 'Tunnel2', 'CONNECTING'));
    await run.check(
      within(run.detectionMs, titled('AWS has cleared Tunnel1', ikeSa(TUNNEL_1, TUNNEL_1, null))),
    );
    await outage.undo();
    await run.check(established(TUNNEL_2));
    await run.check(ikeSa(ROUTER, 'Tunnel1', null));
    await run.check(ikeSa(TUNNEL_1, TUNNEL_1, null));
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_NO_SA'));
    await run.step('somebody initiates Tunnel1', () => initiateMissing(run.lab, []));
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
  },
});
