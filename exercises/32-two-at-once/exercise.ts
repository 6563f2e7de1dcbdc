import { fault, variedExercise } from 's2s-lab';
import type { CauseAnswer, FaultCall } from 's2s-lab';

interface Variant {
  readonly a: Half;
  readonly b: Half;
}
interface Half {
  readonly fault: FaultCall;
  readonly cause: CauseAnswer;
}

const route = (routeTable: string, destinationCidrBlock: string): Half => ({
  fault: fault('delete-tgw-route', { routeTable, destinationCidrBlock }),
  cause: { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', at: [routeTable] },
});
const group = (vpc: string): Half => ({
  fault: fault('close-security-group', { securityGroup: `${vpc}-icmp` }),
  cause: { code: 'ENI_SG_RULES_MISMATCH', at: [`${vpc}-icmp`, `${vpc}-host`] },
});
const association = (vpc: string): Half => ({
  fault: fault('delete-association', { attachment: `att-${vpc}` }),
  cause: { code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', at: [`att-${vpc}`] },
});

export default variedExercise<Variant>({
  title: 'Two at once',
  goal: 'You can say why the site reaches neither of the VPCs: each has a reason of its own.',
  theme: 'Misconfiguration',
  minutes: 20,
  variants: [
    { a: route('tgw-rt-a', '10.30.0.0/16'), b: group('vpc-b') },
    { a: group('vpc-a'), b: association('vpc-b') },
    { a: association('vpc-a'), b: route('tgw-rt-vpn', '10.20.0.0/16') },
  ],
  task: ({ a, b }) => ({
    start: { faults: [a.fault, b.fault] },
    items: [],
    questions: [
      {
        name: 'vpc-a',
        points: 50,
        ask: 'Why does the site not reach VPC A, and at which table, group or attachment?',
        answer: a.cause,
      },
      {
        name: 'vpc-b',
        points: 50,
        ask: 'Why does the site not reach VPC B, and at which table, group or attachment?',
        answer: b.cause,
      },
    ],
    hints: [
      'One thing at a time: `s2s matrix` for the whole, then one VPC, to the end.',
      'For each VPC ask where its packets are lost, in both directions: on the way there, or on the way back.',
      'What you found for one VPC need not hold for the other: they have nothing in common but the tunnel, and that is up.',
    ],
    solution: {},
    wrongWays: [
      {
        title: 'one cause is taken for both',
        does: { answers: { 'vpc-b': a.cause } },
        fails: ['vpc-b'],
      },
      {
        title: 'the tunnel is blamed',
        does: { answers: { 'vpc-a': { code: 'TUNNEL_DOWN_NO_SA', at: ['tunnel-1'] } } },
        fails: ['vpc-a'],
      },
    ],
  }),
});
