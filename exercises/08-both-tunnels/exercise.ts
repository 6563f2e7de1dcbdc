import { asPredicted, encrypted, established, exercise, reaches, within } from 's2s-lab';
import { all, under } from '../checks.ts';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const FOLDER = '../../scenarios/reference/walk-through/onprem';
const SOLUTION = {
  'onprem/ipsec.conf': `${FOLDER}/ipsec.conf`,
  'onprem/ipsec.secrets': `${FOLDER}/ipsec.secrets`,
  'onprem/commands.sh': `${FOLDER}/commands.sh`,
};
const TUNNEL_2_PREFERRED = ['10.10.0.0/16', '10.20.0.0/16'].map((block) => ({
  node: ROUTER,
  run: `ip route replace ${block} dev Tunnel2 metric 50`,
}));
/** The kernel takes the greater of the two. */
const STRICT_AT_TUNNEL_2 = {
  node: ROUTER,
  run: 'sysctl -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.Tunnel2.rp_filter=1',
};
const BOTH = within(10_000, established(TUNNEL_1, TUNNEL_2));

export default exercise({
  title: 'Both tunnels, and the proof',
  goal: 'Both tunnels are up, AWS may answer by either, and every pair of hosts is as it was meant to be.',
  theme: 'The whole lab',
  minutes: 25,
  task: () => ({
    items: [
      {
        name: 'Both tunnels are up',
        points: 30,
        check: BOTH,
        reason: 'Tunnel 1 or Tunnel 2 has no SAs: AWS promises its availability for both tunnels together',
      },
      {
        name: 'AWS may answer by Tunnel 2 what came by Tunnel 1',
        points: 30,
        check: all(
          'either tunnel for the answers',
          BOTH,
          under(
            'AWS answers by Tunnel 2',
            { fault: 'prefer-tunnel', parameters: { tunnel: TUNNEL_2 } },
            reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1, back: TUNNEL_2 }),
            reaches(SERVER, VPC_B_HOST, { via: TUNNEL_1, back: TUNNEL_2 }),
          ),
        ),
        reason:
          'with static routes AWS chooses the tunnel of its answers: those that come out of Tunnel 2 are lost, or the router does not send by Tunnel 1',
      },
      {
        name: 'Everything is as it was meant to be, and encrypted',
        points: 30,
        check: all('the whole lab', BOTH, asPredicted(), encrypted(SERVER, VPC_A_HOST)),
        reason:
          'a pair of hosts that is to reach each other does not, or VPC A and VPC B do, or the Internet sees something in the clear',
      },
    ],
    questions: [
      {
        name: 'ttl',
        points: 10,
        ask: 'The router pings vpc-a-host with TTL 64. Which TTL does vpc-a-host see?',
        answer: 63,
      },
    ],
    hints: [
      'Tunnel 2 needs everything that Tunnel 1 has: a conn, a secret, an interface with its inside address, routes, sysctls.',
      'Its mark and key are its own (200), its routes have a higher metric, so that Tunnel 1 is preferred.',
      'rp_filter=2 (loose) on both interfaces: an answer may come out of the tunnel that the request did not take.',
    ],
    solution: { files: SOLUTION },
    wrongWays: [
      {
        title: 'the interface of Tunnel 2 filters reverse paths strictly',
        does: { files: SOLUTION, commands: [STRICT_AT_TUNNEL_2] },
        fails: ['AWS may answer by Tunnel 2 what came by Tunnel 1'],
      },
      {
        title: 'the routes into Tunnel 2 have the lower metric',
        does: { files: SOLUTION, commands: TUNNEL_2_PREFERRED },
        fails: ['AWS may answer by Tunnel 2 what came by Tunnel 1'],
      },
    ],
  }),
});
