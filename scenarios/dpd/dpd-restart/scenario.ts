import { ikeSas, scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'a tunnel of which either end has the DPD action restart comes back by itself when the path is good again',
  rule: 'The DPD timeout action restart has AWS initiate IKE again, which it does with IKEv2 only.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options and Tunnel initiation options',
  control: { labFile: '../dpd-clear/lab.yaml' },
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const outage = await run.inject('lose-packets', {
      node: 'internet',
      neighbour: 'onprem-igw',
      percent: 100,
    });
    await run.down('tunnel-1');
    await run.ikeSa(ROUTER, 'Tunnel1', 'CONNECTING');
    await run.down('tunnel-2');
    await run.ikeSa(ROUTER, 'Tunnel2', null);
    await run.waitUntil('AWS initiates Tunnel2', run.detectionMs, async () => {
      const sas = await ikeSas(run.lab, 'tunnel-2');
      return {
        done: sas.some(({ state }) => state === 'CONNECTING'),
        seen: sas.map(({ state }) => state).join(),
      };
    });
    await outage.undo();
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    await run.asPredicted();
  },
});
