import { exercise, fault, reaches } from 's2s-lab';
import { whatIsBroken } from '../diagnosis.ts';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

const GUARD = 'guard';
const MENDED = 'The server reaches VPC A, whichever tunnel AWS answers by';
const router = (run: string) => ({ commands: [{ node: ROUTER, run }] });

export default exercise({
  title: 'Requests arrive, answers get lost',
  goal: 'The site takes what AWS sends, whichever of the tunnels it comes by.',
  theme: 'Failover',
  minutes: 20,
  task: () => ({
    start: {
      faults: [fault('prefer-tunnel', { tunnel: TUNNEL_2 })],
      commands: [
        {
          node: ROUTER,
          run: `nft 'table ip ${GUARD} { chain forward { type filter hook forward priority 0; iifname "Tunnel2" counter drop; }; }'`,
        },
      ],
    },
    items: [
      {
        name: MENDED,
        points: 60,
        check: reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1, back: TUNNEL_2, budgetMs: 3000 }),
        reason:
          'requests go out by Tunnel 1 and arrive; the answers come by Tunnel 2, and do not get to the server',
      },
    ],
    questions: [whatIsBroken({ code: 'PACKET_FILTERED', at: [ROUTER] }, 40)],
    hints: [
      'Capture at the host in AWS, and at the router: `s2s capture onprem-router icmp`. By which interface do answers come?',
      'With static routes AWS chooses the tunnel that it sends by, and may change its mind: asymmetric ways have to be allowed.',
      'What of the router drops packets that come out of Tunnel2 and not those out of Tunnel1? `nft list ruleset`, `sysctl net.ipv4.conf.Tunnel2.rp_filter`.',
    ],
    solution: router(`nft delete table ip ${GUARD} 2>/dev/null || true`),
    wrongWays: [
      {
        title: 'the router is made to send by Tunnel 2 as well',
        does: router('ip route replace 10.10.0.0/16 dev Tunnel2 metric 50 src 10.30.12.85'),
        fails: [MENDED],
      },
      {
        title: 'the reverse path filter is switched off',
        does: router('sysctl -w net.ipv4.conf.Tunnel2.rp_filter=0'),
        fails: [MENDED],
      },
    ],
  }),
});
