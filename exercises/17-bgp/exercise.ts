import { exercise, prints, reaches } from 's2s-lab';
import type { Check } from 's2s-lab';
import { associatedWith, transitGatewayOf } from '../account.ts';
import { all, has, survives } from '../checks.ts';
import { SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const TABLES = {
  transitGateway: {
    routeTables: {
      'tgw-rt-a': { propagations: ['att-vpn'], routes: [] },
      'tgw-rt-b': { propagations: ['att-vpn'], routes: [] },
      'tgw-rt-vpn': { propagations: ['att-vpc-a', 'att-vpc-b'], routes: [] },
    },
  },
};
const ENDS = {
  customerGateways: { onprem: { router: { routes: [] } } },
  vpnConnections: { vpn: { staticRoutesOnly: false } },
};
const FAILOVER = 'Traffic moves at once when a BGP session ends';
const LEARNED = 'The tables of both VPCs learn the way to the site';

/** What is left of the way to the site once the session of Tunnel 1 has gone. */
const ONLY_BY_TUNNEL_2 = new RegExp(`^(?![^]*dev ${TUNNEL_1})[^]*dev ${TUNNEL_2}`);

/** AWS spreads what it sends over both tunnels once both have brought the route to the site. */
const learnedByBoth = (site: string): Check =>
  prints(
    TGW,
    `ip route show table all ${site}`,
    new RegExp(
      `proto bird[^]*dev ${TUNNEL_1}[^]*dev ${TUNNEL_2}|proto bird[^]*dev ${TUNNEL_2}[^]*dev ${TUNNEL_1}`,
    ),
  );

export default exercise({
  title: 'BGP in place of static routes',
  goal: 'Both sides learn their routes by BGP, and traffic moves to the other tunnel as soon as a session ends.',
  theme: 'BGP',
  minutes: 30,
  task: (_, renumber) => ({
    items: [
      {
        name: 'Both tunnels speak BGP',
        points: 20,
        check: all(
          'sessions over both tunnels',
          has(
            'a VPN connection with dynamic routing',
            ({ vpnConnections }) => vpnConnections.every(({ staticRoutesOnly }) => !staticRoutesOnly),
            ({ vpnConnections }) => vpnConnections.map(({ staticRoutesOnly }) => ({ staticRoutesOnly })),
          ),
          learnedByBoth(renumber('10.30.0.0/16')),
        ),
        reason: 'the VPN connection has static routing, or a BGP session is not ESTABLISHED',
      },
      {
        name: LEARNED,
        points: 30,
        check: all(
          'learned, and by nothing else',
          ...['vpc-a', 'vpc-b'].map((vpc) =>
            has(
              `the table of ${vpc} has no static route, and the VPN propagates into it`,
              (lab) => {
                const { routes = [null], propagations = [] } = associatedWith(lab, vpc) ?? {};
                return routes.length === 0 && propagations.length > 0;
              },
              (lab) => transitGatewayOf(lab)?.routeTables,
            ),
          ),
          reaches(SERVER, VPC_A_HOST),
          reaches(SERVER, VPC_B_HOST),
        ),
        reason: 'a table of a VPC has a static route still, which hides what is learned, or learns nothing',
      },
      {
        name: FAILOVER,
        points: 30,
        check: survives(
          'AWS ends the session of Tunnel 1',
          { from: SERVER, to: VPC_A_HOST, maxGapMs: 1000 },
          {
            fault: 'bgp-down',
            parameters: { tunnel: TUNNEL_1 },
            before: reaches(SERVER, VPC_A_HOST),
            during: prints(TGW, `ip route show table all ${renumber('10.30.0.0/16')}`, ONLY_BY_TUNNEL_2),
          },
        ),
        reason:
          'there is no BGP session to end, or traffic was lost for more than a second when that of Tunnel 1 ended',
      },
    ],
    questions: [
      {
        name: 'what-is-advertised',
        points: 20,
        ask: 'Which Transit Gateway route table does AWS advertise to the site? Its name.',
        answer: 'tgw-rt-vpn',
      },
    ],
    hints: [
      'Static routing is a property of the VPN connection: staticRoutesOnly. The router configures FRR by itself then.',
      'What BGP has learned goes to the tables that the VPN attachment propagates into; a static route to the same block hides it.',
      "tgw-rt-a and tgw-rt-b: propagations: [att-vpn], routes: []. tgw-rt-vpn: propagations: [att-vpc-a, att-vpc-b]. The router's own routes: [].",
    ],
    solution: { lab: [TABLES, ENDS] },
    wrongWays: [
      {
        title: 'the static routes stay in the tables of the VPCs',
        does: {
          lab: [
            ENDS,
            {
              transitGateway: {
                routeTables: {
                  'tgw-rt-a': { propagations: ['att-vpn'] },
                  'tgw-rt-b': { propagations: ['att-vpn'] },
                  'tgw-rt-vpn': { propagations: ['att-vpc-a', 'att-vpc-b'] },
                },
              },
            },
          ],
        },
        fails: [LEARNED],
      },
      {
        title: 'the VPN propagates into the table of VPC A alone',
        does: {
          lab: [TABLES, ENDS, { transitGateway: { routeTables: { 'tgw-rt-b': { propagations: [] } } } }],
        },
        fails: [LEARNED],
      },
    ],
  }),
});
