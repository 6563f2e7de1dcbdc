import { ikeSas, initiateMissing, scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'with the DPD action clear at both ends a tunnel that was found dead stays down when the path is good again, until somebody initiates it',
  rule: 'The DPD timeout action clear, the default, ends the IKE session, takes the tunnel down and clears its routes; AWS does not initiate it again.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: { labFile: '../dpd-restart/lab.yaml' },
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const outage = await run.inject('lose-packets', {
      node: 'internet',
      neighbour: 'onprem-igw',
      percent: 100,
    });
    await run.down('tunnel-1');
    await run.ikeSa(ROUTER, 'Tunnel1', null);
    await run.down('tunnel-2');
    await run.ikeSa(ROUTER, 'Tunnel2', 'CONNECTING');
    await run.waitUntil('AWS has cleared Tunnel1', run.detectionMs, async () => {
      const sas = await ikeSas(run.lab, 'tunnel-1');
      return { done: sas.length === 0, seen: `${sas.length} IKE_SAs` };
    });
    await outage.undo();
    await run.established('tunnel-2');
    await run.ikeSa(ROUTER, 'Tunnel1', null);
    await run.ikeSa('tunnel-1', 'tunnel-1', null);
    await run.isolated(SERVER, A, ROUTER);
    await run.explained(SERVER, A, 'TUNNEL_DOWN_NO_SA');
    await run.step('somebody initiates Tunnel1', () => initiateMissing(run.lab, []));
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
  },
});
