import { down, established, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };
/** The hold timer of the fast profile is 3 s from the last message, and messages come each second; the rest is for a busy machine. */
const HELD = { ...pair, maxGapMs: 5000, movesTo: TUNNEL_2 };
/** A session that says goodbye takes its routes along at once, without the hold timer. */
const WITHDRAWN = { ...pair, maxGapMs: 1000, movesTo: TUNNEL_2 };

export default scenario({
  title: 'BGP fails over',
  proves:
    'both sides move to Tunnel2 when the endpoint of Tunnel1 falls silent, within the time in which that is detected, by the hold timer of 3 s alone where its IKE goes on, and at once when AWS ends the BGP session of a tunnel that stays up',
  rule: 'With BGP a tunnel counts as up while its session is ESTABLISHED: what a session has brought goes with it, on both sides.',
  source:
    'AWS Site-to-Site VPN user guide, Static and dynamic routing; Monitoring VPN tunnels (TunnelState); RFC 4271, 6.5 and 6.7',
  control: { labFile: '../../reference/lab.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    // Dead peer detection takes about as long as the hold timer.
    const dead = { ...pair, maxGapMs: run.detectionMs, movesTo: TUNNEL_2 };
    const silent = await run.outage('the endpoint of Tunnel1 falls silent', dead, async () => {
      const death = await run.inject('kill-charon', { tunnel: TUNNEL_1 });
      await run.check(down(TUNNEL_1));
      await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
      return death;
    });
    await silent.undo();
    await run.check(established());
    await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel1/));

    const held = await run.outage('tunnel-1 is ESTABLISHED and carries nothing', HELD, async () => {
      const fault = await run.inject('block-esp', { customerGateway: 'onprem', tunnel: TUNNEL_1 });
      await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
      await run.check(prints(TGW, 'ip route show table 101 10.30.0.0/16', /16 via \S+ dev tunnel-2 /));
      return fault;
    });
    await held.undo();
    await run.check(established());
    await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel1/));

    await run.outage('AWS ends the BGP session of tunnel-1, which stays up', WITHDRAWN, async () => {
      await run.inject('bgp-down', { tunnel: TUNNEL_1 });
      await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /dev Tunnel2/));
    });
  },
});
