import { exercise } from 's2s-lab';
import { instanceOf, summaryOf, vpcOf } from '../account.ts';
import { all, has } from '../checks.ts';

const SOLUTION = '../02-transit-gateway/lab.yaml';

export default exercise({
  title: 'Two VPCs with a host each',
  goal: 'The account has VPC A and VPC B, with public and private subnets, and a host in a private subnet of each.',
  theme: 'The whole lab',
  minutes: 20,
  task: (_, renumber) => {
    const vpc = (name: string, ...blocks: readonly string[]) => {
      const [whole, ...parts] = blocks.map(renumber);
      return has(
        `${name} with its subnets`,
        (lab) => {
          const { cidrBlocks = [], subnets = [] } = vpcOf(lab, name) ?? {};
          const isSubnet = (block: string) => subnets.some(({ cidrBlock }) => cidrBlock === block);
          return cidrBlocks.includes(whole!) && parts.every(isSubnet);
        },
        (lab) => summaryOf(vpcOf(lab, name)),
      );
    };
    const host = (name: string, address: string, blocks: readonly string[]) =>
      has(
        `${name} in a private subnet`,
        (lab) => {
          const { instance, subnet } = instanceOf(lab, name) ?? {};
          const isPrivate = blocks.map(renumber).some((block) => block === subnet?.cidrBlock);
          return instance?.privateIpAddress === renumber(address) && isPrivate;
        },
        (lab) => instanceOf(lab, name)?.instance,
      );
    const admitsPingsAlone = (name: string) =>
      has(
        `what ${name} admits`,
        (lab) => {
          const rules = instanceOf(lab, name)?.groups.flatMap(({ ingress }) => ingress) ?? [];
          const site = renumber('10.30.0.0/16');
          return (
            rules.length > 0 && rules.every(({ protocol, cidrIp }) => protocol === 'icmp' && cidrIp === site)
          );
        },
        (lab) => instanceOf(lab, name)?.groups.map(({ ingress }) => ingress),
      );
    return {
      items: [
        {
          name: 'VPC A has its block and its four subnets',
          points: 25,
          check: vpc(
            'vpc-a',
            ...['10.10.0.0/16', '10.10.0.0/20', '10.10.16.0/20', '10.10.128.0/20', '10.10.144.0/20'],
          ),
          reason: 'the account has no vpc-a with the block and the four subnets of the picture',
        },
        {
          name: 'VPC B has its block and its four subnets',
          points: 25,
          check: vpc(
            'vpc-b',
            ...['10.20.0.0/16', '10.20.0.0/20', '10.20.16.0/20', '10.20.128.0/20', '10.20.144.0/20'],
          ),
          reason: 'the account has no vpc-b with the block and the four subnets of the picture',
        },
        {
          name: 'Each VPC has its host, in a private subnet',
          points: 20,
          check: all(
            'both hosts',
            host('vpc-a-host', '10.10.141.106', ['10.10.128.0/20', '10.10.144.0/20']),
            host('vpc-b-host', '10.20.139.27', ['10.20.128.0/20', '10.20.144.0/20']),
          ),
          reason: 'a host is missing, has another address, or lies in a public subnet',
        },
        {
          name: 'The hosts admit ICMP from on-premises and nothing else',
          points: 20,
          check: all('both security groups', admitsPingsAlone('vpc-a-host'), admitsPingsAlone('vpc-b-host')),
          reason: 'a security group admits more or less than ICMP from the block of the site',
        },
      ],
      questions: [
        {
          name: 'reserved-addresses',
          points: 10,
          ask: 'How many addresses of each subnet does AWS keep for itself?',
          answer: 5,
        },
      ],
      hints: [
        'Begin with one VPC, bring it up, look at it with `s2s status`, then write the second after its model.',
        'docs/lab-file.md has every key: vpcs, subnets, routeTables, securityGroups, instances.',
        'A subnet names its route table, an instance its subnet and its security groups: `instances: { vpc-a-host: { subnet: …, privateIpAddress: …, securityGroups: […] } }`.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'the security groups admit ICMP from everywhere',
          does: {
            lab: [
              SOLUTION,
              {
                vpcs: {
                  'vpc-a': {
                    securityGroups: {
                      'vpc-a-icmp': { ingress: [{ protocol: 'icmp', cidrIp: '0.0.0.0/0' }] },
                    },
                  },
                },
              },
            ],
          },
          fails: ['The hosts admit ICMP from on-premises and nothing else'],
        },
        {
          title: 'the host of VPC B lies in a public subnet',
          does: {
            lab: [
              SOLUTION,
              {
                vpcs: {
                  'vpc-b': {
                    instances: { 'vpc-b-host': { subnet: 'vpc-b-public-1', privateIpAddress: '10.20.8.27' } },
                  },
                },
              },
            ],
          },
          fails: ['Each VPC has its host, in a private subnet'],
        },
      ],
    };
  },
});
