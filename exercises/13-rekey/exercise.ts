import { established, exercise, reaches, rekeyed } from 's2s-lab';
import { all, steadyDuring } from '../checks.ts';
import { SERVER, TUNNEL_1, VPC_A_HOST } from '../../scenarios/cast.ts';

const tunnel1 = (keys: object) => ({
  customerGateways: { onprem: { router: { connections: { Tunnel1: keys } } } },
});
const SOLUTION = tunnel1({ espProposals: ['aes128-sha1-modp1024'] });

export default exercise({
  title: 'A tunnel that works for an hour',
  goal: 'Both SAs of Tunnel 1 are renewed under traffic, and nothing is lost.',
  theme: 'Day 2',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'The CHILD_SA of Tunnel 1 is rekeyed',
        points: 40,
        check: all('its rekeying', established(TUNNEL_1), rekeyed(TUNNEL_1, 'CHILD_SA')),
        reason: 'AWS refuses to renew the CHILD_SA: the tunnel ends when its lifetime does',
      },
      {
        name: 'Both SAs are renewed under traffic without loss',
        points: 40,
        check: all(
          'renewed under traffic',
          reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }),
          steadyDuring(
            { from: SERVER, to: VPC_A_HOST, maxLost: 0, movesTo: TUNNEL_1 },
            rekeyed(TUNNEL_1, 'CHILD_SA'),
            rekeyed(TUNNEL_1, 'IKE_SA'),
            rekeyed(TUNNEL_1, 'CHILD_SA'),
          ),
        ),
        reason: 'probes were lost while the SAs of Tunnel 1 were renewed, or they were not renewed',
      },
    ],
    questions: [
      {
        name: 'why-only-then',
        points: 20,
        ask: 'Which message pair of IKEv2 carries the first CHILD_SA, so that PFS plays no part in it?',
        answer: ['IKE_AUTH', 'AUTH'],
      },
    ],
    hints: [
      'Do not wait for an hour: `s2s exec onprem-router -- swanctl --rekey --child Tunnel1`, then `s2s logs onprem-router`.',
      'With IKEv2 the first CHILD_SA comes with the authentication and takes its keys from the IKE_SA: no DH group is needed. When it is renewed, one is.',
      'AWS has the DH groups 2, 5 and 14 to 24 for phase 2 (docs/causes.md: TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN). Which does the router offer?',
    ],
    solution: { lab: [SOLUTION] },
    wrongWays: [
      {
        title: 'the lifetime is made longer, so that it happens later',
        does: { lab: [tunnel1({ lifetimeSeconds: 28_800 })] },
        fails: ['The CHILD_SA of Tunnel 1 is rekeyed', 'Both SAs are renewed under traffic without loss'],
      },
    ],
  }),
});
