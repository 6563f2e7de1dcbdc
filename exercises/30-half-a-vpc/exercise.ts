import { reaches, variedExercise } from 's2s-lab';
import { all } from '../checks.ts';
import { whatIsBroken } from '../diagnosis.ts';
import { SERVER, VPC_A_HOST } from '../../scenarios/cast.ts';

const PUBLIC_HOST = 'vpc-a-public';
const MENDED = 'The site and both hosts of VPC A reach each other';
const tables = (routeTables: object) => ({ vpcs: { 'vpc-a': { routeTables } } });

export default variedExercise<string>({
  title: 'Half a VPC',
  goal: 'The site and both hosts of VPC A reach each other, and you can say what was missing where.',
  theme: 'Gateways',
  minutes: 15,
  variants: ['vpc-a-private', 'vpc-a-public'],
  task: (table) => ({
    start: { lab: tables({ [table]: { propagatingVgws: [] } }) },
    items: [
      {
        name: MENDED,
        points: 50,
        check: all(
          'both hosts',
          ...[VPC_A_HOST, PUBLIC_HOST].flatMap((host) => [
            reaches(SERVER, host, { budgetMs: 3000 }),
            reaches(host, SERVER, { budgetMs: 3000 }),
          ]),
        ),
        reason: 'one of the two hosts and the site get no answer from each other',
      },
    ],
    questions: [whatIsBroken({ code: 'NO_ROUTE_TO_DESTINATION', at: [table] }, 50)],
    hints: [
      'Requests from the site arrive at both hosts: capture there. What is lost is on its way back, or out.',
      'A subnet has its own route table. Whether a virtual private gateway propagates into it is a property of the table.',
      'propagatingVgws: [vgw] in the route table of the host that gets no answer.',
    ],
    solution: { lab: [tables({ [table]: { propagatingVgws: ['vgw'] } })] },
    wrongWays: [
      {
        title: 'the security group is opened in place of it',
        does: {
          lab: [
            {
              vpcs: {
                'vpc-a': {
                  securityGroups: { 'vpc-a-icmp': { ingress: [{ protocol: 'all', cidrIp: '0.0.0.0/0' }] } },
                },
              },
            },
          ],
        },
        fails: [MENDED],
      },
    ],
  }),
});
