import { established, exercise, prints, reaches } from 's2s-lab';
import { all, survives } from '../checks.ts';
import type { Event } from '../checks.ts';
import { ROUTER, SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

const PAIR = { from: SERVER, to: VPC_A_HOST, maxLost: 0 };
const BOTH = established(TUNNEL_1, TUNNEL_2);

/** AWS tells of it by MED first, waits, and replaces the endpoint then. */
const updates = (tunnel: string, leadsBy: string, renumber: (text: string) => string): Event => ({
  fault: 'announce-maintenance',
  parameters: { tunnel },
  before: all('ready', BOTH, reaches(SERVER, VPC_A_HOST), reaches(VPC_A_HOST, SERVER)),
  during: prints(ROUTER, `ip route get ${renumber('10.10.141.106')}`, new RegExp(`dev ${leadsBy}`)),
  then: { fault: 'replace-endpoint', parameters: { tunnel } },
});
const neighbors = (first: object | null, second: object | null) => ({
  customerGateways: { onprem: { router: { bgp: { neighbors: { Tunnel1: first, Tunnel2: second } } } } },
});
const FIRST = 'Nothing is lost when AWS updates Tunnel 1';
const SECOND = 'Nothing is lost when AWS updates Tunnel 2';

export default exercise({
  title: 'AWS leads traffic away before it updates',
  goal: 'AWS updates the endpoint of either tunnel, and not a packet is lost.',
  theme: 'BGP',
  minutes: 25,
  task: (_, renumber) => ({
    items: [
      {
        name: FIRST,
        points: 60,
        check: survives(
          'AWS updates Tunnel 1',
          { ...PAIR, movesTo: TUNNEL_2 },
          updates(TUNNEL_1, 'Tunnel2', renumber),
        ),
        reason:
          'before its endpoint goes AWS asks, by a lower MED over Tunnel 2, to be sent traffic there: the site does not follow, or keeps AWS from it',
      },
      {
        name: SECOND,
        points: 20,
        kept: true,
        check: survives(
          'AWS updates Tunnel 2',
          { ...PAIR, movesTo: TUNNEL_1 },
          updates(TUNNEL_2, 'Tunnel1', renumber),
        ),
        reason: 'probes are lost while AWS updates Tunnel 2',
      },
    ],
    questions: [
      {
        name: 'before-med',
        points: 20,
        ask: 'Which BGP attribute of a path does a router look at before the AS_PATH, so that a high one hides every MED?',
        answer: ['LOCAL_PREF', 'local preference', 'localPreference'],
      },
    ],
    hints: [
      'MED comes late among the rules by which BGP chooses. What comes before it: weight, LOCAL_PREF, the length of the AS_PATH.',
      'Both directions count: what the router prefers (LOCAL_PREF), and what it makes AWS prefer (AS_PATH prepend).',
      'Terms have to be equal on both tunnels: no localPreference and no asPathPrepend at the neighbors.',
    ],
    solution: { lab: [neighbors(null, null)] },
    wrongWays: [
      {
        title: 'LOCAL_PREF is made equal, and the prepend stays',
        does: { lab: [neighbors(null, { asPathPrepend: 3 })] },
        fails: [FIRST],
      },
      {
        title: 'Tunnel 2 is preferred for good in place of Tunnel 1',
        does: { lab: [neighbors(null, { localPreference: 200, asPathPrepend: 0 })] },
        fails: [SECOND],
      },
    ],
  }),
});
