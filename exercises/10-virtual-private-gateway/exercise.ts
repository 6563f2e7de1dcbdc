import { exercise, reaches } from 's2s-lab';
import { all } from '../checks.ts';
import { SERVER, TUNNEL_1, VPC_A_HOST } from '../../scenarios/cast.ts';

const PUBLIC_HOST = 'vpc-a-public';
const VIA = { via: TUNNEL_1, budgetMs: 3000 };
const GATEWAY = {
  vpnGateway: { vpc: 'vpc-a' },
  vpnConnections: { vpn: { routes: [{ destinationCidrBlock: '10.30.0.0/16' }] } },
};
/** Propagation is enabled for each route table by itself. */
const propagated = (...tables: readonly string[]) => ({
  vpcs: {
    'vpc-a': { routeTables: Object.fromEntries(tables.map((name) => [name, { propagatingVgws: ['vgw'] }])) },
  },
  customerGateways: {
    onprem: {
      router: {
        routes: [
          { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 100 },
          { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel2', metric: 200 },
        ],
      },
    },
  },
});

export default exercise({
  title: 'A virtual private gateway',
  goal: 'The site reaches the private and the public subnets of VPC A by a virtual private gateway.',
  theme: 'Gateways',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'The server and the private host reach each other',
        points: 40,
        check: all('both ways', reaches(SERVER, VPC_A_HOST, VIA), reaches(VPC_A_HOST, SERVER, VIA)),
        reason: 'no answer between onprem-server and vpc-a-host by way of the virtual private gateway',
      },
      {
        name: 'The server and the public host reach each other',
        points: 40,
        check: all('both ways', reaches(SERVER, PUBLIC_HOST, VIA), reaches(PUBLIC_HOST, SERVER, VIA)),
        reason: 'no answer between onprem-server and vpc-a-public: each route table is looked at by itself',
      },
    ],
    questions: [
      {
        name: 'vpcs',
        points: 20,
        ask: 'How many VPCs can one virtual private gateway be attached to at a time?',
        answer: [1, 'one'],
      },
    ],
    hints: [
      'Three things: an attachment to the VPC, the block of the site at the VPN connection, and the way to it in the route tables.',
      'A static VPN connection on a virtual private gateway has routes of its own: vpnConnections.vpn.routes.',
      'Propagation is enabled for each route table: `propagatingVgws: [vgw]`.',
    ],
    solution: { lab: [GATEWAY, propagated('vpc-a-private', 'vpc-a-public')] },
    wrongWays: [
      {
        title: 'propagation is enabled for the private route table alone',
        does: { lab: [GATEWAY, propagated('vpc-a-private')] },
        fails: ['The server and the public host reach each other'],
      },
      {
        title: 'the VPN connection has no route to the site',
        does: { lab: [{ vpnGateway: { vpc: 'vpc-a' } }, propagated('vpc-a-private', 'vpc-a-public')] },
        fails: [
          'The server and the private host reach each other',
          'The server and the public host reach each other',
        ],
      },
    ],
  }),
});
