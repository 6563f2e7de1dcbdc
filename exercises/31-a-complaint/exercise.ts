import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const HEALTHY: Case = { faults: [], cause: { code: 'healthy', at: [] } };

export default variedExercise<Case>({
  title: 'A complaint',
  goal: 'You can say whether anything is broken, and if so, what.',
  theme: 'The whole lab',
  minutes: 15,
  variants: [
    HEALTHY,
    {
      faults: [
        fault('delete-router-route', { router: 'onprem-router', destinationCidrBlock: '10.20.0.0/16' }),
      ],
      cause: { code: 'NO_ROUTE_TO_DESTINATION', at: ['onprem-router'] },
    },
    HEALTHY,
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [
      whatIsBroken(cause, 80),
      {
        name: 'vpc-a-to-vpc-b',
        points: 20,
        ask: 'Is VPC A meant to reach VPC B in this network: yes or no?',
        answer: 'no',
      },
    ],
    hints: [
      'Not everything that does not work is broken. What was this network built for?',
      '`s2s matrix` holds every pair against what the lab file has. Are there pairs that it reports as failed?',
      'If all pairs are as the lab file has them, and the lab file is as it was meant to be, nothing is broken: healthy.',
    ],
    solution: {},
    wrongWays: guesses(
      { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', at: ['tgw-rt-a'] },
      { code: 'ENI_SG_RULES_MISMATCH', at: ['vpc-b-icmp'] },
    ),
  }),
});
