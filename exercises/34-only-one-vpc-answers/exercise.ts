import { exercise, fault, reaches } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const MENDED = 'The server reaches VPC A by Tunnel 2, and is answered by Tunnel 1';
const router = (run: string) => ({ commands: [{ node: ROUTER, run }] });
const EVERY = 'for each in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 2 >$each; done';

export default exercise({
  title: 'Only one VPC answers',
  goal: 'The site takes the answers of both VPCs, although it sends to one of them by the other tunnel than AWS.',
  theme: 'Failover',
  minutes: 20,
  task: () => ({
    start: { faults: [fault('strict-rp-filter', { router: ROUTER })] },
    items: [
      {
        name: MENDED,
        points: 50,
        check: reaches(SERVER, VPC_A_HOST, { via: TUNNEL_2, back: TUNNEL_1, budgetMs: 3000 }),
        reason:
          'requests go out by Tunnel 2 and arrive; the answers come by Tunnel 1, and the router drops them',
      },
      {
        name: 'The server reaches VPC B by Tunnel 1',
        points: 10,
        kept: true,
        check: reaches(SERVER, VPC_B_HOST, { via: TUNNEL_1, budgetMs: 3000 }),
        reason: 'VPC B was reached by Tunnel 1 when you began',
      },
    ],
    questions: [whatIsBroken({ code: 'REVERSE_PATH_FILTERED', at: [ROUTER] }, 40)],
    hints: [
      'Capture at the host in VPC A, and at the router: `s2s capture onprem-router icmp`. Answers come to the router. By which interface, and what goes on from there?',
      'No rule of nft drops them: the router compares the interface that a packet comes by with the one that it would answer its source by.',
      'rp_filter: 1 is strict, 2 is loose, and the greater of `all` and the interface counts. `sysctl -a | grep rp_filter`',
    ],
    solution: router(EVERY),
    wrongWays: [
      {
        title: 'the route to VPC A is moved to the tunnel that AWS sends by',
        does: router('ip route replace 10.10.0.0/16 dev Tunnel1 metric 50'),
        fails: [MENDED],
      },
      {
        title: 'the filter is made loose on the interface that requests go out by',
        does: router('sysctl -w net.ipv4.conf.Tunnel2.rp_filter=2'),
        fails: [MENDED],
      },
      ...guesses(
        { code: 'PACKET_FILTERED', at: [ROUTER] },
        { code: 'NO_ROUTE_TO_DESTINATION', at: [ROUTER] },
      ),
    ],
  }),
});
