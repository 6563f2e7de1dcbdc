import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'with the DPD action none neither end notices that the other is gone: the SAs stay, the routes stay, everything is lost, and a peer that returns without its SAs is not noticed either',
  rule: 'The DPD timeout action none has AWS do nothing when its peer does not answer.',
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
    await run.down('tunnel-2');
    await run.ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED');
    await run.ikeSa('tunnel-1', 'tunnel-1', 'ESTABLISHED');
    await run.isolated(SERVER, A, ROUTER);
    await run.isolated(A, SERVER, 'tunnel-1');
    await run.established('tunnel-1');
    await outage.undo();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    await run.established('tunnel-2');
    const death = await run.inject('kill-charon', { tunnel: 'tunnel-1' });
    await death.undo();
    await run.ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED');
    await run.ikeSa('tunnel-1', 'tunnel-1', null);
    await run.isolated(SERVER, A, ROUTER);
    await run.explained(SERVER, A, 'TUNNEL_DOWN_NO_SA');
    // What the end of the lifetimes would do, 8 hours for the IKE_SA.
    await run.rekeys('tunnel-1', 'IKE_SA');
    await run.rekeys('tunnel-1', 'CHILD_SA');
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
  },
});
