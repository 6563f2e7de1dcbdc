import { exercise, reaches } from 's2s-lab';
import { all } from '../checks.ts';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const VIA = { via: TUNNEL_1, budgetMs: 3000 };

export default exercise({
  title: 'The tunnel interface and the routes',
  goal: 'The server on premises and the hosts of both VPCs reach each other through Tunnel 1.',
  theme: 'The whole lab',
  minutes: 25,
  task: () => ({
    items: [
      {
        name: 'The router reaches VPC A through Tunnel 1',
        points: 20,
        check: reaches(ROUTER, VPC_A_HOST, VIA),
        reason: 'vpc-a-host does not answer the router itself by way of Tunnel 1',
      },
      {
        name: 'The server reaches VPC A through Tunnel 1, and back',
        points: 30,
        check: all('both ways', reaches(SERVER, VPC_A_HOST, VIA), reaches(VPC_A_HOST, SERVER, VIA)),
        reason: 'no answer between onprem-server and vpc-a-host by way of Tunnel 1',
      },
      {
        name: 'The server reaches VPC B through Tunnel 1, and back',
        points: 30,
        check: all('both ways', reaches(SERVER, VPC_B_HOST, VIA), reaches(VPC_B_HOST, SERVER, VIA)),
        reason: 'no answer between onprem-server and vpc-b-host by way of Tunnel 1',
      },
    ],
    questions: [
      {
        name: 'key',
        points: 20,
        ask: 'Which value of ipsec.conf has to be the key of the tunnel interface? Write its name.',
        answer: ['mark', 'mark=100'],
      },
    ],
    hints: [
      'The tunnel is up, and no route leads into it: `s2s explain onprem-server vpc-a-host` walks the way.',
      'A VTI takes its traffic by a key, the mark of the conn. Behind a NAT its local address is the private one.',
      'Besides the interface: its inside address, a route to each VPC, net.ipv4.ip_forward=1. Write them above the lines that are there.',
    ],
    solution: { files: { 'onprem/commands.sh': '../08-both-tunnels/onprem/commands.sh' } },
    wrongWays: [
      {
        title: 'the router does not forward',
        does: { files: { 'onprem/commands.sh': 'solution/without-forwarding.sh' } },
        fails: [
          'The server reaches VPC A through Tunnel 1, and back',
          'The server reaches VPC B through Tunnel 1, and back',
        ],
      },
      {
        title: 'only VPC A has a route',
        does: { files: { 'onprem/commands.sh': 'solution/only-vpc-a.sh' } },
        fails: ['The server reaches VPC B through Tunnel 1, and back'],
      },
      {
        title: 'the local address of the interface is the Elastic IP',
        does: { files: { 'onprem/commands.sh': 'solution/public-local.sh' } },
        fails: ['The server reaches VPC A through Tunnel 1, and back'],
      },
    ],
  }),
});
