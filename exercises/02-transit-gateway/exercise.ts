import { captureDuring, exercise, judgement } from 's2s-lab';
import type { Check } from 's2s-lab';
import { attachmentOf, instanceOf, tableOf, transitGatewayOf, vpcOf } from '../account.ts';
import { all, has } from '../checks.ts';
import { TGW, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const SOLUTION = '../03-tgw-route-tables/lab.yaml';

export default exercise({
  title: 'A Transit Gateway, and the way to it',
  goal: 'Both VPCs are attached to a Transit Gateway, and what their private subnets send to on-premises arrives there.',
  theme: 'Gateways',
  minutes: 15,
  task: (_, renumber) => {
    /** What a host sends to the site is seen at the Transit Gateway, whether somebody answers or not. */
    const arrives = (from: string): Check => ({
      title: `what ${from} sends to on-premises arrives at the Transit Gateway`,
      observe: async (running) => {
        const address = instanceOf(running.definition, from)?.instance.privateIpAddress ?? '';
        const target = renumber('10.30.141.20');
        const { packets } = await captureDuring(running, TGW, `icmp and src ${address}`, async () => {
          await running.node(from).run(`ping -c 3 -i 0.2 -W 1 ${target}`);
        });
        return judgement(packets.length > 0, `${packets.length} packets of ${address} seen at ${TGW}`);
      },
    });
    return {
      items: [
        {
          name: 'Both VPCs are attached to the Transit Gateway',
          points: 30,
          check: has(
            'two VPC attachments',
            (lab) => ['vpc-a', 'vpc-b'].every((vpc) => attachmentOf(lab, vpc) !== undefined),
            (lab) => transitGatewayOf(lab)?.attachments.map(({ resource }) => resource),
          ),
          reason: 'the Transit Gateway has no attachment of vpc-a, or none of vpc-b',
        },
        {
          name: 'No attachment is in a default route table',
          points: 20,
          check: has(
            'no default route tables',
            (lab) => {
              const gateway = transitGatewayOf(lab);
              return (
                gateway?.associationDefaultRouteTable === null &&
                gateway.propagationDefaultRouteTable === null
              );
            },
            (lab) => transitGatewayOf(lab)?.routeTables,
          ),
          reason:
            'the Transit Gateway puts new attachments into a default route table, where every VPC reaches every other',
        },
        {
          name: 'The public subnets have no way to on-premises',
          points: 10,
          check: all(
            'an attached VPC whose public subnets have no route',
            ...['vpc-a', 'vpc-b'].map((name) =>
              has(
                `the public subnets of ${name}`,
                (lab) => {
                  const vpc = vpcOf(lab, name);
                  return (
                    vpc !== undefined &&
                    attachmentOf(lab, name) !== undefined &&
                    tableOf(vpc, `${name}-public-1`)?.routes.length === 0
                  );
                },
                (lab) => vpcOf(lab, name)?.routeTables,
              ),
            ),
          ),
          reason: 'a public subnet has a route to on-premises, or its VPC is not attached',
        },
        {
          name: 'What the hosts send to on-premises arrives at the Transit Gateway',
          points: 40,
          check: all('packets of both hosts', arrives(VPC_A_HOST), arrives(VPC_B_HOST)),
          reason: 'a packet to the block of the site does not leave its VPC',
        },
      ],
      hints: [
        'Three things are needed: a Transit Gateway, an attachment for each VPC, and a route in each VPC.',
        'An attachment alone changes no route table: each private route table needs a route to the block of the site.',
        'In vpc-a-private: `routes: [{ destinationCidrBlock: 10.30.0.0/16, target: transitGateway }]`, and the same in vpc-b-private. The switches of the Transit Gateway are defaultRouteTableAssociation and defaultRouteTablePropagation.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'the Transit Gateway is left with its default route table',
          does: {
            lab: [
              SOLUTION,
              {
                transitGateway: {
                  defaultRouteTableAssociation: 'enable',
                  defaultRouteTablePropagation: 'enable',
                },
              },
            ],
          },
          fails: ['No attachment is in a default route table'],
        },
        {
          title: 'the route is written into the public route table of VPC B',
          does: {
            lab: [
              SOLUTION,
              {
                vpcs: {
                  'vpc-b': {
                    routeTables: {
                      'vpc-b-private': { routes: [] },
                      'vpc-b-public': {
                        routes: [{ destinationCidrBlock: '10.30.0.0/16', target: 'transitGateway' }],
                      },
                    },
                  },
                },
              },
            ],
          },
          fails: [
            'The public subnets have no way to on-premises',
            'What the hosts send to on-premises arrives at the Transit Gateway',
          ],
        },
      ],
    };
  },
});
