import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const places = (connection: string, tunnel: string) => [connection, tunnel, 'onprem-router'];
const ONE = { connection: 'Tunnel1' };
const TWO = { connection: 'Tunnel2' };

const CASES: readonly Case[] = [
  {
    faults: [fault('wrong-psk', ONE)],
    cause: { code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED', at: places('Tunnel1', 'tunnel-1') },
  },
  {
    faults: [fault('wrong-proposal', ONE)],
    cause: { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', at: places('Tunnel1', 'tunnel-1') },
  },
  {
    faults: [fault('wrong-psk', TWO)],
    cause: { code: 'TUNNEL_DOWN_AUTHENTICATION_FAILED', at: places('Tunnel2', 'tunnel-2') },
  },
  {
    faults: [fault('wrong-proposal', TWO)],
    cause: { code: 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', at: places('Tunnel2', 'tunnel-2') },
  },
];

export default variedExercise<Case>({
  title: 'One tunnel is down',
  goal: 'You can say why one of the two tunnels does not come up.',
  theme: 'Misconfiguration',
  minutes: 15,
  variants: CASES,
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [whatIsBroken(cause)],
    hints: [
      '`s2s status` says which tunnel it is. Both ends have a log: `s2s logs onprem-router`, `s2s logs tunnel-1`.',
      'How far does IKE get? No answer at all, no common proposal, or a message that cannot be decrypted: each means something else.',
      'In main mode of IKEv1 the fifth message is the first that the pre-shared key plays a part in.',
    ],
    solution: {},
    wrongWays: guesses({ code: 'IKE_BLOCKED', at: ['onprem'] }, { code: cause.code, at: ['vpc-a'] }),
  }),
});
