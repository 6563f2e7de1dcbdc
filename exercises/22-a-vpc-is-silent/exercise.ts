import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const missing = (routeTable: string, destinationCidrBlock: string): Case => ({
  faults: [fault('delete-tgw-route', { routeTable, destinationCidrBlock })],
  cause: { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', at: [routeTable] },
});

export default variedExercise<Case>({
  title: 'A VPC is silent',
  goal: 'You can say why the hosts of one VPC and the site get no answer from each other, and in which direction packets are lost.',
  theme: 'Misconfiguration',
  minutes: 15,
  variants: [
    missing('tgw-rt-vpn', '10.10.0.0/16'),
    missing('tgw-rt-a', '10.30.0.0/16'),
    missing('tgw-rt-vpn', '10.20.0.0/16'),
    missing('tgw-rt-b', '10.30.0.0/16'),
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [whatIsBroken(cause, 100, 'in which route table')],
    hints: [
      '`s2s matrix` says which pairs fail, and at which node. Ask in both directions.',
      'Requests and answers are looked up in two different tables. Capture at the host in the VPC: do requests arrive?',
      'The place is a route table: the one that is associated with the attachment that the lost packet came from.',
    ],
    solution: {},
    wrongWays: guesses(
      { code: 'TGW_RTB_BAD_STATE_ROUTE', at: cause.at },
      { code: cause.code, at: [cause.at[0] === 'tgw-rt-vpn' ? 'tgw-rt-a' : 'tgw-rt-vpn'] },
    ),
  }),
});
