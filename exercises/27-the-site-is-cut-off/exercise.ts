import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const GATEWAY = { customerGateway: 'onprem' };
const PLACES = ['onprem', 'internet', 'onprem-igw'];

export default variedExercise<Case>({
  title: 'The site is cut off from AWS',
  goal: 'You can say what keeps the tunnels from carrying anything.',
  theme: 'Misconfiguration',
  minutes: 20,
  variants: [
    {
      faults: [fault('block-ike', { ...GATEWAY, port: '4500' })],
      cause: { code: 'IKE_BLOCKED', at: PLACES },
    },
    { faults: [fault('block-esp', GATEWAY)], cause: { code: 'ESP_BLOCKED', at: PLACES } },
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [
      whatIsBroken(cause, 80),
      {
        name: 'ports',
        points: 20,
        ask: 'Which UDP port besides 500 has a firewall to let through, to a site behind a NAT?',
        answer: 4500,
      },
    ],
    hints: [
      '`s2s status`: is there an IKE_SA, is there a CHILD_SA? `s2s logs onprem-router` says what is sent, and what is not answered.',
      'Behind a NAT everything after the first two messages travels in one UDP port. ESP does, too.',
      'Capture at both sides of the Internet: `s2s capture onprem-igw udp port 4500`, `s2s capture tunnel-1 udp port 4500`. What goes in and does not come out?',
    ],
    solution: {},
    wrongWays: guesses(
      { code: cause.code === 'IKE_BLOCKED' ? 'ESP_BLOCKED' : 'IKE_BLOCKED', at: cause.at },
      { code: cause.code, at: ['vpc-a'] },
    ),
  }),
});
