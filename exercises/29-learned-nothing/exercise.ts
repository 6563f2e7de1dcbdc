import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const ROUTER = 'onprem-router';
const SESSION = [ROUTER, 'onprem', 'tunnel-1', 'tunnel-2', 'Tunnel1', 'Tunnel2'];

export default variedExercise<Case>({
  title: 'AWS has learned nothing',
  goal: 'You can say why AWS has no route to the site, though both tunnels are up.',
  theme: 'BGP',
  minutes: 20,
  variants: [
    {
      faults: [fault('wrong-asn', { customerGateway: 'onprem' })],
      cause: { code: 'BGP_SESSION_DOWN', at: SESSION },
    },
    {
      faults: [fault('withdraw-route', { router: ROUTER, destinationCidrBlock: '10.30.0.0/16' })],
      cause: { code: 'BGP_ROUTE_NOT_ANNOUNCED', at: [ROUTER] },
    },
    {
      faults: [fault('prefix-flood', { router: ROUTER })],
      cause: { code: 'BGP_PREFIX_LIMIT', at: SESSION },
    },
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [whatIsBroken(cause)],
    hints: [
      '`s2s status` shows IPsec and BGP of each tunnel apart. Is the session ESTABLISHED?',
      'On the router: `s2s exec onprem-router -- vtysh -c "show bgp summary"`. Which ASN does each side have, how many prefixes are sent?',
      'A session that AWS refuses, one that it has ended, and one that carries nothing are three things: `s2s logs onprem-router`, and show bgp neighbors.',
    ],
    solution: {},
    wrongWays: guesses({ code: 'TUNNEL_DOWN_NO_SA', at: ['tunnel-1'] }, { code: cause.code, at: ['vpc-a'] }),
  }),
});
