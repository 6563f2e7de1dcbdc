import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const closed = (vpc: string): Case => ({
  faults: [fault('acl-without-ephemeral-ports', { subnet: `${vpc}-private-1` })],
  cause: { code: 'SUBNET_ACL_RESTRICTION', at: [`${vpc}-private-1`, 'services-only', vpc] },
});

export default variedExercise<Case>({
  title: 'Ping works, SSH does not',
  goal: 'You can say why a host in AWS answers pings from the site, and no connection to TCP port 22.',
  theme: 'Filters',
  minutes: 15,
  variants: [closed('vpc-a'), closed('vpc-b')],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [
      whatIsBroken(cause, 70),
      {
        name: 'direction',
        points: 30,
        ask: 'Which packet of the connection is lost: the SYN, or the answer to it?',
        answer: ['answer', 'the answer', 'the answer to it', 'SYN-ACK'],
      },
    ],
    hints: [
      '`s2s matrix --tcp 22` shows which host it is. Capture at it: `s2s capture vpc-a-host tcp port 22`.',
      'The SYN arrives, and the host answers. Its answer goes to a port that the client has chosen.',
      'What is stateful lets answers pass by itself (a security group), what is stateless needs a rule for them (a network ACL).',
    ],
    solution: {},
    wrongWays: guesses({ code: 'ENI_SG_RULES_MISMATCH', at: cause.at }, { code: cause.code, at: ['tgw'] }),
  }),
});
