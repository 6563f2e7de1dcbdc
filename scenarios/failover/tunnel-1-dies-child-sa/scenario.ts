import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const pair = { from: SERVER, to: A };

export default scenario({
  proves:
    'with routes that live and die with the CHILD_SA, traffic moves to Tunnel2 when the endpoint of Tunnel1 dies, and back when it returns',
  rule: 'aws-updown.sh adds the routes of a tunnel on up-client and deletes them on down-client; AWS uses one tunnel and fails over by itself.',
  source:
    "AWS's strongSwan sample configuration (leftupdown); AWS Site-to-Site VPN user guide, Routing options",
  control: { labFile: '../../reference/lab.yaml' },
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    // DPD of the fast profile takes 2.9 to 3.6 s, of AWS's own up to 40 s.
    const dead = { ...pair, maxGapMs: run.detectionMs, movesTo: 'tunnel-2' };
    let fault = { undo: async () => {} };
    await run.outage('the endpoint of Tunnel1 dies without a word', dead, async () => {
      fault = await run.inject('kill-charon', { tunnel: 'tunnel-1' });
      await run.down('tunnel-1');
      await run.prints('onprem-router', 'ip route get 10.10.141.106', /dev Tunnel2/);
    });
    await run.outage('it comes back', { ...pair, maxLost: 100, movesTo: 'tunnel-1' }, async () => {
      await fault.undo();
      await run.established();
    });
  },
});
