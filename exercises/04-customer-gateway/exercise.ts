import { exercise, reaches } from 's2s-lab';
import type { Lab } from 's2s-lab';
import { all, has } from '../checks.ts';
import { ROUTER, SERVER } from '../../scenarios/cast.ts';

const SOLUTION = '../05-vpn-connection/lab.yaml';

export default exercise({
  title: 'The customer gateway and its site',
  goal: 'AWS knows the router of the site by its public address, and the server on premises reaches its router.',
  theme: 'The whole lab',
  minutes: 15,
  task: (_, renumber) => {
    const gateway = ({ customerGateways }: Lab) => customerGateways.find(({ name }) => name === 'onprem');
    return {
      items: [
        {
          name: 'The customer gateway has the Elastic IP address',
          points: 20,
          check: has(
            'the address that AWS knows',
            (lab) => gateway(lab)?.ipAddress === renumber('3.36.6.148'),
            (lab) => gateway(lab)?.ipAddress,
          ),
          reason:
            'AWS would not find the site: no customer gateway onprem has the public address of the picture',
        },
        {
          name: 'The router has its private address, behind the NAT',
          points: 20,
          check: has(
            'the address that the router has',
            (lab) => gateway(lab)?.router.privateIpAddress === renumber('10.30.12.85'),
            (lab) => gateway(lab)?.router.privateIpAddress,
          ),
          reason: 'the router does not have the address that it has in its subnet',
        },
        {
          name: 'The site has its block, and the server its address',
          points: 20,
          check: has(
            'the block and the server',
            (lab) =>
              gateway(lab)?.cidrBlock === renumber('10.30.0.0/16') &&
              gateway(lab)!.hosts.some(
                ({ name, privateIpAddress }) =>
                  name === SERVER && privateIpAddress === renumber('10.30.141.20'),
              ),
            (lab) => gateway(lab) && [gateway(lab)!.cidrBlock, gateway(lab)!.hosts],
          ),
          reason: 'the site is not the one of the picture',
        },
        {
          name: 'The server and the router reach each other',
          points: 30,
          check: all('both ways', reaches(SERVER, ROUTER), reaches(ROUTER, SERVER)),
          reason: 'no answer between onprem-server and onprem-router',
        },
      ],
      questions: [
        {
          name: 'ports',
          points: 10,
          ask: 'Behind a NAT, which UDP port carries the ESP packets?',
          answer: 4500,
        },
      ],
      hints: [
        'A customer gateway is what AWS knows of your router: a public address, and, with BGP, an ASN.',
        'In the lab file a customer gateway has its site in it: `router` and `hosts`.',
        'The router has one leg in outsideCidrBlock, with privateIpAddress, and one in insideCidrBlock, where the server is.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'the customer gateway is registered by another public address than the NAT has',
          does: { lab: [SOLUTION, { customerGateways: { onprem: { ipAddress: '203.0.113.10' } } }] },
          fails: ['The customer gateway has the Elastic IP address'],
        },
      ],
    };
  },
});
