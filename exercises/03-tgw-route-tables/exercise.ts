import { exercise } from 's2s-lab';
import { associatedWith, leadsTo, transitGatewayOf } from '../account.ts';
import { all, has } from '../checks.ts';

const SOLUTION = '../04-customer-gateway/lab.yaml';
const VPCS = ['vpc-a', 'vpc-b'] as const;

export default exercise({
  title: 'Association and propagation',
  goal: 'What comes from each VPC is looked up in a route table of its own, and a third one leads to both VPCs.',
  theme: 'Gateways',
  minutes: 15,
  task: (_, renumber) => {
    const blocks = { 'vpc-a': renumber('10.10.0.0/16'), 'vpc-b': renumber('10.20.0.0/16') };
    const tables = (lab: Parameters<typeof transitGatewayOf>[0]) => transitGatewayOf(lab)?.routeTables;
    const own = (vpc: (typeof VPCS)[number]) =>
      has(
        `${vpc} has a route table of its own`,
        (lab) => associatedWith(lab, vpc)?.associations.length === 1,
        tables,
      );
    return {
      items: [
        {
          name: 'VPC A is associated with a route table of its own',
          points: 20,
          check: own('vpc-a'),
          reason: 'the attachment of vpc-a is associated with no route table, or shares one',
        },
        {
          name: 'VPC B is associated with a route table of its own',
          points: 20,
          check: own('vpc-b'),
          reason: 'the attachment of vpc-b is associated with no route table, or shares one',
        },
        {
          name: 'The tables of the VPCs lead to no VPC',
          points: 20,
          check: all(
            'neither VPC knows a way to the other',
            own('vpc-a'),
            own('vpc-b'),
            ...VPCS.flatMap((from) =>
              VPCS.map((to) =>
                has(
                  `the table of ${from} does not lead to ${to}`,
                  (lab) => !leadsTo(lab, associatedWith(lab, from), to, blocks[to]),
                  tables,
                ),
              ),
            ),
          ),
          reason: 'by the table of one VPC a packet gets to the other: A and B must never reach each other',
        },
        {
          name: 'A third table leads to both VPCs',
          points: 30,
          check: has(
            'a table that leads to both VPCs, and that neither is associated with',
            (lab) =>
              tables(lab)?.some((table) =>
                VPCS.every(
                  (vpc) => leadsTo(lab, table, vpc, blocks[vpc]) && associatedWith(lab, vpc) !== table,
                ),
              ) === true,
            tables,
          ),
          reason: 'what comes from on-premises later has no table that knows both VPCs',
        },
      ],
      questions: [
        {
          name: 'decides',
          points: 10,
          ask: 'Which decides where a packet from VPC A goes: association or propagation? One word.',
          answer: ['association', 'the association'],
        },
      ],
      hints: [
        'Association answers: in which table is what comes from this attachment looked up? Propagation: in which tables does this attachment appear?',
        'Three tables: one for each VPC, and one for what will come from the VPN.',
        'Both VPCs propagate into the third table: `propagations: [att-vpc-a, att-vpc-b]`; each is associated with its own.',
      ],
      solution: { lab: [SOLUTION] },
      wrongWays: [
        {
          title: 'one table for everything',
          does: {
            lab: [
              {
                transitGateway: {
                  routeTables: {
                    'tgw-rt': {
                      associations: ['att-vpc-a', 'att-vpc-b'],
                      propagations: ['att-vpc-a', 'att-vpc-b'],
                    },
                  },
                },
              },
            ],
          },
          fails: [
            'VPC A is associated with a route table of its own',
            'VPC B is associated with a route table of its own',
            'The tables of the VPCs lead to no VPC',
            'A third table leads to both VPCs',
          ],
        },
        {
          title: 'each VPC propagates into the table of the other',
          does: {
            lab: [
              SOLUTION,
              {
                transitGateway: {
                  routeTables: {
                    'tgw-rt-a': { propagations: ['att-vpc-b'] },
                    'tgw-rt-b': { propagations: ['att-vpc-a'] },
                  },
                },
              },
            ],
          },
          fails: ['The tables of the VPCs lead to no VPC'],
        },
      ],
    };
  },
});
