import { down, established, exercise, reaches } from 's2s-lab';
import { all, survives } from '../checks.ts';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

const PAIR = { from: SERVER, to: VPC_A_HOST };
const DEATH = {
  fault: 'kill-charon',
  parameters: { tunnel: TUNNEL_1 },
  before: established(TUNNEL_1, TUNNEL_2),
  during: down(TUNNEL_1),
} as const;
const router = (keys: object) => ({ customerGateways: { onprem: { router: keys } } });
const SOLUTION = router({ routing: 'childSa' });

export default exercise({
  title: 'A tunnel dies',
  goal: 'When the endpoint of Tunnel 1 dies without a word, traffic goes on by Tunnel 2 within seconds.',
  theme: 'Failover',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'Traffic moves to Tunnel 2 when the endpoint of Tunnel 1 dies, and back when it returns',
        points: 80,
        check: all(
          'it fails over, and back',
          survives('the endpoint of Tunnel 1 dies', { ...PAIR, movesTo: TUNNEL_2 }, DEATH),
          established(TUNNEL_1, TUNNEL_2),
          reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }),
        ),
        reason: 'after the death of Tunnel 1 nothing gets through for longer than it takes to notice it',
      },
    ],
    questions: [
      {
        name: 'who-notices',
        points: 20,
        ask: 'Which mechanism of IKE tells the router that its peer has died? Three letters.',
        answer: ['dpd', 'dead peer detection'],
      },
    ],
    hints: [
      'Watch the router while the endpoint dies: `s2s watch`, and `s2s exec onprem-router -- ip route`. Which of the two notices, IKE or the routing table?',
      'A static route stays as long as its interface does, and the interface stays without a tunnel.',
      "The routes have to come and go with the CHILD_SA, as AWS's aws-updown.sh has it: `routing: childSa` at the router.",
    ],
    solution: { lab: [SOLUTION] },
    wrongWays: [
      {
        title: 'the metrics are changed',
        does: {
          lab: [
            router({
              routes: ['10.10.0.0/16', '10.20.0.0/16'].flatMap((destinationCidrBlock) => [
                { destinationCidrBlock, connection: 'Tunnel1', metric: 10 },
                { destinationCidrBlock, connection: 'Tunnel2', metric: 20 },
              ]),
            }),
          ],
        },
        fails: ['Traffic moves to Tunnel 2 when the endpoint of Tunnel 1 dies, and back when it returns'],
      },
      {
        title: 'dead peers are looked for more often, and the routes stay',
        does: {
          lab: [router({ connections: { Tunnel1: { dpdDelaySeconds: 1, dpdTimeoutSeconds: 2 } } })],
        },
        fails: ['Traffic moves to Tunnel 2 when the endpoint of Tunnel 1 dies, and back when it returns'],
      },
    ],
  }),
});
