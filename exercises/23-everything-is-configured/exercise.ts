import { isolated, reaches, variedExercise } from 's2s-lab';
import { associatedWith, leadsTo, transitGatewayOf } from '../account.ts';
import { all, has } from '../checks.ts';
import { SERVER, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

interface Variant {
  readonly vpc: 'vpc-a' | 'vpc-b';
  readonly table: string;
  readonly attachment: string;
}
const A: Variant = { vpc: 'vpc-a', table: 'tgw-rt-a', attachment: 'att-vpc-a' };
const B: Variant = { vpc: 'vpc-b', table: 'tgw-rt-b', attachment: 'att-vpc-b' };

const tables = (routeTables: object) => ({ transitGateway: { routeTables } });
const APART = 'VPC A and VPC B still do not reach each other';

export default variedExercise<Variant>({
  title: 'Everything is configured',
  goal: 'Both VPCs and the site reach each other again, and the VPCs stay apart.',
  theme: 'Misconfiguration',
  minutes: 15,
  variants: [A, B],
  task: ({ table, attachment, vpc }, renumber) => ({
    start: {
      lab: tables({
        [table]: { associations: [] },
        'tgw-rt-vpn': { associations: ['att-vpn', attachment] },
      }),
    },
    items: [
      {
        name: 'The site reaches both VPCs, and they it',
        points: 50,
        check: all(
          'both VPCs',
          ...[VPC_A_HOST, VPC_B_HOST].flatMap((host) => [
            reaches(SERVER, host, { budgetMs: 3000 }),
            reaches(host, SERVER, { budgetMs: 3000 }),
          ]),
        ),
        reason: 'a VPC and the site get no answer from each other',
      },
      {
        name: APART,
        points: 20,
        check: all(
          'apart, and mended',
          reaches(SERVER, vpc === 'vpc-a' ? VPC_A_HOST : VPC_B_HOST, { budgetMs: 3000 }),
          isolated(VPC_A_HOST, VPC_B_HOST),
          has(
            'no table of a VPC leads to the other',
            (lab) =>
              !leadsTo(lab, associatedWith(lab, 'vpc-a'), 'vpc-b', renumber('10.20.0.0/16')) &&
              !leadsTo(lab, associatedWith(lab, 'vpc-b'), 'vpc-a', renumber('10.10.0.0/16')),
            (lab) => transitGatewayOf(lab)?.routeTables,
          ),
        ),
        reason:
          'the site does not reach the VPC yet, or a route table has been mended that lets A and B meet',
      },
    ],
    questions: [
      {
        name: 'which-attachment',
        points: 30,
        ask: 'Which attachment was associated with the wrong table?',
        answer: attachment,
      },
    ],
    hints: [
      'All routes are there. `s2s status` shows the tables of the Transit Gateway with their associations.',
      'A packet is looked up in the table that the attachment is associated with that it came from, and in no other.',
      'An attachment has one association at most: take it out of tgw-rt-vpn, and put it into the table of its VPC.',
    ],
    solution: {
      lab: [tables({ [table]: { associations: [attachment] }, 'tgw-rt-vpn': { associations: ['att-vpn'] } })],
    },
    wrongWays: [
      {
        title: 'the missing route is added to the table that the attachment is in by mistake',
        does: {
          lab: [
            tables({
              'tgw-rt-vpn': {
                routes: [
                  { destinationCidrBlock: '10.10.0.0/16', attachment: 'att-vpc-a' },
                  { destinationCidrBlock: '10.20.0.0/16', attachment: 'att-vpc-b' },
                  { destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn' },
                ],
              },
            }),
          ],
        },
        fails: [APART],
      },
    ],
  }),
});
