import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const dropped = (routeTable: string, destinationCidrBlock: string): Case => ({
  faults: [fault('blackhole-tgw-route', { routeTable, destinationCidrBlock })],
  cause: { code: 'TGW_RTB_BAD_STATE_ROUTE', at: [routeTable] },
});
const unassociated = (attachment: string): Case => ({
  faults: [fault('delete-association', { attachment })],
  cause: { code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', at: [attachment] },
});

export default variedExercise<Case>({
  title: 'A network behind the Transit Gateway is gone',
  goal: 'You can say what the Transit Gateway does with the packets, and because of which object.',
  theme: 'Misconfiguration',
  minutes: 15,
  variants: [
    dropped('tgw-rt-vpn', '10.20.0.0/16'),
    unassociated('att-vpc-a'),
    dropped('tgw-rt-a', '10.30.0.0/16'),
    unassociated('att-vpc-b'),
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [whatIsBroken(cause, 100, 'in which route table, or at which attachment')],
    hints: [
      '`s2s matrix` says which pairs fail, and in which direction. `s2s status` shows the live tables of the Transit Gateway.',
      'Three things drop a packet there: no association, no route, a route that is a blackhole. They look alike from outside.',
      'Look at STATE and at ASSOCIATIONS in `s2s status`. The place is the table with the route, or the attachment without a table.',
    ],
    solution: {},
    wrongWays: guesses(
      { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', at: cause.at },
      { code: cause.code, at: ['onprem-router'] },
    ),
  }),
});
