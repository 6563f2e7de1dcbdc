import { down, established, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };

export default scenario({
  title: 'Routes that follow the CHILD_SA fail over',
  proves:
    'with routes that live and die with the CHILD_SA, traffic moves to Tunnel2 when the endpoint of Tunnel1 dies, and back when it returns',
  rule: 'aws-updown.sh adds the routes of a tunnel on up-client and deletes them on down-client; AWS uses one tunnel and fails over by itself.',
  source:
    "AWS's strongSwan sample configuration (leftupdown); AWS Site-to-Site VPN user guide, Routing options",
  control: { labFile: '../../reference/lab.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    // DPD of the fast profile takes 2.9 to 3.6 s, of AWS's own up to 40 s.
    const dead = { ...pair, maxGapMs: run.detectionMs, movesTo: TUNNEL_2 };
    const fault = await run.outage('the endpoint of Tunnel1 dies without a word', dead, async () => {
      const death = await run.inject('kill-charon', { tunnel: TUNNEL_1 });
      await run.check(down(TUNNEL_1));
      await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
      return death;
    });
    await run.outage('it comes back', { ...pair, maxLost: 200, movesTo: TUNNEL_1 }, async () => {
      await fault.undo();
      await run.check(established());
    });
  },
});
