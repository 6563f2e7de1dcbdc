import { exercise } from 's2s-lab';
import type { Lab } from 's2s-lab';
import { associatedWith, attachmentOf, leadsTo, transitGatewayOf } from '../account.ts';
import { all, has } from '../checks.ts';

const SOLUTION = '../06-ike/lab.yaml';

export default exercise({
  title: 'The VPN connection',
  goal: 'A VPN connection with two tunnels is attached to the Transit Gateway, and the route tables lead into it and out of it.',
  theme: 'The whole lab',
  minutes: 20,
  task: (_, renumber) => {
    const connection = ({ vpnConnections }: Lab) => vpnConnections.find(({ name }) => name === 'vpn');
    const tables = (lab: Lab) => transitGatewayOf(lab)?.routeTables;
    const tunnel = (index: 0 | 1, outside: string, inside: string) =>
      has(
        `Tunnel ${index + 1} of the VPN connection`,
        (lab) => {
          const { outsideIpAddress, tunnelInsideCidr } = connection(lab)?.tunnels[index] ?? {};
          return outsideIpAddress === renumber(outside) && tunnelInsideCidr === renumber(inside);
        },
        (lab) => connection(lab)?.tunnels.map((each) => [each.outsideIpAddress, each.tunnelInsideCidr]),
      );
    const into = (vpc: string) =>
      has(
        `what comes from ${vpc} is led into the VPN`,
        (lab) => leadsTo(lab, associatedWith(lab, vpc), 'vpn', renumber('10.30.0.0/16')),
        tables,
      );
    return {
      items: [
        {
          name: 'The VPN connection has both tunnels',
          points: 30,
          check: all(
            'both tunnels',
            tunnel(0, '43.200.198.51', '169.254.216.28/30'),
            tunnel(1, '43.203.78.35', '169.254.123.168/30'),
          ),
          reason: 'there is no vpn with the outside addresses and the inside CIDR blocks of the picture',
        },
        {
          name: 'The VPN connection is attached to the Transit Gateway',
          points: 20,
          check: has(
            'a VPN attachment',
            (lab) => attachmentOf(lab, 'vpn') !== undefined,
            (lab) => transitGatewayOf(lab)?.attachments.map(({ resource }) => resource),
          ),
          reason: 'the Transit Gateway has no attachment of the VPN connection',
        },
        {
          name: 'What comes from each VPC is led into the VPN',
          points: 20,
          check: all('both VPCs', into('vpc-a'), into('vpc-b')),
          reason: 'the table that a VPC is associated with has no route to the block of the site',
        },
        {
          name: 'What comes out of the VPN is led to both VPCs',
          points: 20,
          check: has(
            'the table that the VPN attachment is associated with',
            (lab) =>
              leadsTo(lab, associatedWith(lab, 'vpn'), 'vpc-a', renumber('10.10.0.0/16')) &&
              leadsTo(lab, associatedWith(lab, 'vpn'), 'vpc-b', renumber('10.20.0.0/16')),
            tables,
          ),
          reason: 'the VPN attachment is associated with no table, or with one that does not know both VPCs',
        },
      ],
      questions: [
        {
          name: 'router-inside-address',
          points: 10,
          ask: 'Which inside address does the router have in Tunnel 1?',
          answer: '169.254.216.30',
        },
      ],
      hints: [
        'Four things: the connection, its attachment, routes to the site in the tables of the VPCs, and an association of its own.',
        'A static VPN propagates nothing: the tables of the VPCs need static routes to the block of the site.',
        'The VPN attachment is associated with the third table of lesson 3. Of an inside /30 AWS has the first host, the customer the second.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'the VPN is associated with the table of VPC A',
          does: {
            lab: [
              SOLUTION,
              {
                transitGateway: {
                  routeTables: {
                    'tgw-rt-a': { associations: ['att-vpc-a', 'att-vpn'] },
                    'tgw-rt-vpn': { associations: [] },
                  },
                },
              },
            ],
          },
          fails: ['What comes out of the VPN is led to both VPCs'],
        },
        {
          title: 'the static VPN is left to propagate, as if it spoke BGP',
          does: {
            lab: [
              SOLUTION,
              {
                transitGateway: {
                  routeTables: {
                    'tgw-rt-a': { routes: [], propagations: ['att-vpn'] },
                    'tgw-rt-b': { routes: [], propagations: ['att-vpn'] },
                  },
                },
              },
            ],
          },
          fails: ['What comes from each VPC is led into the VPN'],
        },
      ],
    };
  },
});
