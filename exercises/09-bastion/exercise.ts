import { exercise, isolated, reaches } from 's2s-lab';
import { instanceOf, vpcOf } from '../account.ts';
import { all, has } from '../checks.ts';
import { INTERNET, VPC_A_HOST } from '../../scenarios/cast.ts';

const LAPTOP = 'laptop';
const BASTION = 'bastion';
const SSH = { tcpPort: 22 };

const SOLUTION = {
  vpcs: {
    'vpc-a': {
      routeTables: {
        'vpc-a-public': { routes: [{ destinationCidrBlock: '0.0.0.0/0', target: 'internetGateway' }] },
      },
      securityGroups: {
        bastion: { ingress: [{ protocol: 'tcp', port: 22, cidrIp: '198.51.100.0/24' }] },
        'ssh-from-bastion': { ingress: [{ protocol: 'tcp', port: 22, cidrIp: '10.10.8.8/32' }] },
      },
      instances: {
        bastion: {
          subnet: 'vpc-a-public-1',
          privateIpAddress: '10.10.8.8',
          publicIpAddress: '52.79.1.20',
          keyName: 'ops',
          securityGroups: ['bastion'],
        },
        'vpc-a-host': { keyName: 'ops', securityGroups: ['vpc-a-icmp', 'ssh-from-bastion'] },
      },
    },
  },
  internetGateway: { vpc: 'vpc-a' },
  internetHosts: { laptop: { keyName: 'ops' } },
};

export default exercise({
  title: 'A bastion in a public subnet',
  goal: 'From a laptop on the Internet the private host is reached by SSH over a bastion, and not directly.',
  theme: 'Gateways',
  minutes: 25,
  task: (_, renumber) => {
    const admits = (name: string, ...sources: readonly string[]) =>
      has(
        `${name} admits SSH from ${sources.map(renumber).join(' or ')} alone`,
        (lab) => {
          const rules = instanceOf(lab, name)?.groups.flatMap(({ ingress }) => ingress) ?? [];
          const ssh = rules.filter(({ protocol }) => protocol !== 'icmp');
          return ssh.length > 0 && ssh.every(({ cidrIp }) => sources.map(renumber).includes(cidrIp ?? ''));
        },
        (lab) => instanceOf(lab, name)?.groups.map(({ ingress }) => ingress),
      );
    return {
      items: [
        {
          name: 'The laptop gets to the bastion by SSH',
          points: 30,
          check: all('SSH to the bastion', reaches(LAPTOP, BASTION, SSH)),
          reason: 'TCP port 22 of an instance named bastion does not answer the laptop',
        },
        {
          name: 'The bastion gets to the private host by SSH',
          points: 30,
          check: all('SSH to the private host', reaches(BASTION, VPC_A_HOST, SSH)),
          reason: 'TCP port 22 of vpc-a-host does not answer the bastion',
        },
        {
          name: 'The laptop does not get to the private host directly',
          points: 20,
          check: all(
            'private all the same',
            reaches(LAPTOP, BASTION, SSH),
            has(
              'vpc-a-host without a public address, in a private subnet',
              (lab) => {
                const { instance, subnet } = instanceOf(lab, VPC_A_HOST) ?? {};
                const table = vpcOf(lab, 'vpc-a')?.routeTables.find(
                  ({ name }) => name === subnet?.routeTable,
                );
                return (
                  instance?.publicIpAddress === null &&
                  table?.routes.every(({ destinationCidrBlock }) => destinationCidrBlock !== '0.0.0.0/0') ===
                    true
                );
              },
              (lab) => instanceOf(lab, VPC_A_HOST)?.instance,
            ),
            isolated(LAPTOP, VPC_A_HOST, INTERNET),
          ),
          reason: 'there is no bastion, or the private host can be reached from the Internet without it',
        },
        {
          name: 'SSH is open to those who need it and to nobody else',
          points: 20,
          check: all(
            'both security groups',
            admits(BASTION, '198.51.100.0/24', '198.51.100.7/32'),
            admits(VPC_A_HOST, '10.10.8.8/32', '10.10.0.0/20'),
          ),
          reason: 'a security group admits SSH from more than the administrators, or than the bastion',
        },
      ],
      hints: [
        'A subnet is public by its route table: a route to 0.0.0.0/0 with an Internet gateway as target.',
        'An Internet gateway translates for instances with a public address only: the bastion needs an Elastic IP address. docs/vpc.md shows a bastion.',
        'keyName: ops at the bastion, at vpc-a-host and at the laptop. The group of vpc-a-host admits TCP port 22 from the private address of the bastion.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'the group of the bastion admits SSH from everywhere',
          does: {
            lab: [
              SOLUTION,
              {
                vpcs: {
                  'vpc-a': {
                    securityGroups: {
                      bastion: { ingress: [{ protocol: 'tcp', port: 22, cidrIp: '0.0.0.0/0' }] },
                    },
                  },
                },
              },
            ],
          },
          fails: ['SSH is open to those who need it and to nobody else'],
        },
        {
          title: 'the public subnet has no route to the Internet gateway',
          does: {
            lab: [SOLUTION, { vpcs: { 'vpc-a': { routeTables: { 'vpc-a-public': { routes: [] } } } } }],
          },
          fails: ['The laptop gets to the bastion by SSH'],
        },
      ],
    };
  },
});
