import { established, exercise, ikeSas, judgement, reaches, within } from 's2s-lab';
import type { Check } from 's2s-lab';
import { all } from '../checks.ts';
import { ROUTER, SERVER, TUNNEL_1 } from '../../scenarios/cast.ts';

const FOLDER = '../07-tunnel-interface/onprem';
const SOLUTION = {
  'onprem/ipsec.conf': `${FOLDER}/ipsec.conf`,
  'onprem/ipsec.secrets': `${FOLDER}/ipsec.secrets`,
  'onprem/commands.sh': `${FOLDER}/commands.sh`,
};

const UP = within(10_000, established(TUNNEL_1));

/** AWS's end of the tunnel tells what it has agreed on. */
const agreed: Check = {
  title: 'what AWS has agreed on with the router',
  observe: async (running) => {
    const sas = await ikeSas(running, TUNNEL_1);
    const found = sas.find(({ state }) => state === 'ESTABLISHED');
    const seen = sas.map(({ version, state }) => `IKEv${version} ${state}`).join(', ');
    return judgement(found?.version === 1, seen === '' ? 'no IKE_SA' : seen);
  },
};

export default exercise({
  title: 'strongSwan: ipsec.conf and ipsec.secrets',
  goal: 'Tunnel 1 is ESTABLISHED at both ends, and the router still reaches its own site.',
  theme: 'The whole lab',
  minutes: 25,
  task: () => ({
    start: { lab: { customerGateways: { onprem: { router: { files: 'onprem' } } } } },
    items: [
      {
        name: 'Tunnel 1 is up at both ends',
        points: 40,
        check: UP,
        reason: 'Tunnel 1 has no IKE_SA that is ESTABLISHED, or no CHILD_SA that is INSTALLED',
      },
      {
        name: 'AWS has agreed on IKEv1 with the router',
        points: 20,
        check: agreed,
        reason: 'AWS has no ESTABLISHED IKE_SA of IKEv1 for Tunnel 1',
      },
      {
        name: 'The router reaches its site while Tunnel 1 is up',
        points: 30,
        check: all('the site beside the tunnel', UP, reaches(SERVER, ROUTER)),
        reason:
          'the tunnel is down, or it has taken what is for the site itself: onprem-server gets no answer',
      },
    ],
    questions: [
      {
        name: 'identity',
        points: 10,
        ask: 'By which address does the router call itself towards AWS (leftid)?',
        answer: '3.36.6.148',
      },
    ],
    hints: [
      'ipsec.conf: one conn, its left is the router, its right is the outside address of tunnel-1. `s2s logs -f onprem-router` shows what charon says.',
      'AWS knows the site by its Elastic IP address, so the router has to call itself by it: leftid. The secret is found by both identities.',
      'Both selectors are 0.0.0.0/0. charon would route everything into the tunnel by itself: install_routes = no in /etc/strongswan.d/charon.conf, then ipsec restart.',
    ],
    solution: { files: SOLUTION },
    wrongWays: [
      {
        title: 'the router calls itself by its private address',
        does: { files: { ...SOLUTION, 'onprem/ipsec.conf': 'solution/private-leftid.conf' } },
        fails: ['Tunnel 1 is up at both ends'],
      },
      {
        title: 'charon is left to add routes of its own',
        does: { files: { ...SOLUTION, 'onprem/commands.sh': 'solution/with-routes.sh' } },
        fails: ['The router reaches its site while Tunnel 1 is up'],
      },
    ],
  }),
});
