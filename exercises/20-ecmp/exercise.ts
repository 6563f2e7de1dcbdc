import { established, exercise, spread } from 's2s-lab';
import { all } from '../checks.ts';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

const FOUR = [TUNNEL_1, TUNNEL_2, 'tunnel-3', 'tunnel-4'];
const SITE = { customerGateways: { onprem: { router: { bgp: { maximumPaths: 4 } } } } };
const AWS = { transitGateway: { vpnEcmpSupport: 'enable' } };
const FROM_SITE = 'What the site sends is spread over all four tunnels';
const FROM_AWS = 'What AWS sends is spread over all four tunnels';

export default exercise({
  title: 'More than one tunnel carries',
  goal: 'Flows are spread over the four tunnels of two VPN connections, in both directions.',
  theme: 'BGP',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: FROM_SITE,
        points: 40,
        check: all('from the site', established(...FOUR), spread(SERVER, VPC_A_HOST, FOUR)),
        reason:
          'of 64 TCP connections of the server, not each tunnel has carried some: the router chooses for what it sends',
      },
      {
        name: FROM_AWS,
        points: 40,
        check: all('from AWS', established(...FOUR), spread(VPC_A_HOST, SERVER, FOUR)),
        reason:
          'of 64 TCP connections of vpc-a-host, not each tunnel has carried some: the Transit Gateway chooses for what it sends',
      },
    ],
    questions: [
      {
        name: 'one-flow',
        points: 20,
        ask: 'How many of the four tunnels does a single TCP connection use in one direction?',
        answer: [1, 'one'],
      },
    ],
    hints: [
      'Each side decides for what it sends. Look at both: `s2s exec onprem-router -- ip route`, and `s2s exec tgw -- ip route show table all`.',
      'All four sessions bring the same block on equal terms. FRR and a Transit Gateway take one of them, unless they are told to use several.',
      'bgp: { maximumPaths: 4 } at the router, vpnEcmpSupport: enable at the Transit Gateway.',
    ],
    solution: { lab: [SITE, AWS] },
    wrongWays: [
      {
        title: 'AWS alone is told to use several tunnels',
        does: { lab: [AWS] },
        fails: [FROM_SITE],
      },
      {
        title: 'the router uses as many paths as one VPN connection has',
        does: { lab: [AWS, { customerGateways: { onprem: { router: { bgp: { maximumPaths: 2 } } } } }] },
        fails: [FROM_SITE],
      },
      {
        title: 'the terms are made unequal: the AS_PATH of one tunnel is longer',
        does: {
          lab: [
            AWS,
            SITE,
            {
              customerGateways: {
                onprem: { router: { bgp: { neighbors: { Tunnel4: { asPathPrepend: 1 } } } } },
              },
            },
          ],
        },
        fails: [FROM_AWS],
      },
    ],
  }),
});
