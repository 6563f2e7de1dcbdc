import { established, exercise, reaches, within } from 's2s-lab';
import { all, survives } from '../checks.ts';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../scenarios/cast.ts';

/** About a second of probes: the endpoint says DELETE, so no timer is waited for. */
const PAIR = { from: SERVER, to: VPC_A_HOST, maxLost: 100 };
const BOTH = within(8000, established(TUNNEL_1, TUNNEL_2));
const replaced = (tunnel: string) =>
  ({
    fault: 'replace-endpoint',
    parameters: { tunnel },
    before: BOTH,
  }) as const;

const CONNECTION = { connections: { Tunnel2: { tunnel: TUNNEL_2, mark: 200 } } };
const ROUTES = {
  routes: ['10.10.0.0/16', '10.20.0.0/16'].flatMap((destinationCidrBlock) => [
    { destinationCidrBlock, connection: 'Tunnel1', metric: 100 },
    { destinationCidrBlock, connection: 'Tunnel2', metric: 200 },
  ]),
};
const router = (keys: object) => ({ customerGateways: { onprem: { router: keys } } });

export default exercise({
  title: 'AWS replaces its endpoints',
  goal: 'AWS replaces the endpoints one after the other, and hardly anything is lost.',
  theme: 'Day 2',
  minutes: 20,
  task: () => ({
    items: [
      {
        name: 'Both tunnels are up',
        points: 20,
        check: BOTH,
        reason: 'AWS replaces one endpoint at a time: a site with one tunnel is cut off',
      },
      {
        name: 'Traffic goes on by Tunnel 2 while AWS replaces Tunnel 1',
        points: 40,
        check: survives('AWS replaces Tunnel 1', { ...PAIR, movesTo: TUNNEL_2 }, replaced(TUNNEL_1)),
        reason: 'while the endpoint of Tunnel 1 is away, nothing gets through by Tunnel 2',
      },
      {
        name: 'Traffic stays on Tunnel 1 while AWS replaces Tunnel 2',
        points: 20,
        check: all(
          'AWS replaces Tunnel 2',
          BOTH,
          reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }),
          survives('AWS replaces Tunnel 2', { ...PAIR, movesTo: TUNNEL_1 }, replaced(TUNNEL_2)),
        ),
        reason: 'there is no Tunnel 2 to be replaced, or its death costs what Tunnel 1 carries',
      },
    ],
    questions: [
      {
        name: 'at-a-time',
        points: 20,
        ask: 'How many endpoints of a VPN connection does AWS replace at a time in its maintenance?',
        answer: [1, 'one'],
      },
    ],
    hints: [
      '`s2s status` shows the tunnels that AWS has, and those that the router has.',
      'The router needs a second connection with a mark of its own, and routes with a higher metric.',
      'connections: { Tunnel2: { tunnel: tunnel-2, mark: 200 } }, and a route to each VPC by Tunnel2 with metric 200. They follow the CHILD_SA here.',
    ],
    solution: { lab: [router(CONNECTION), router(ROUTES)] },
    wrongWays: [
      {
        title: 'Tunnel 2 is up, and has no routes',
        does: { lab: [router(CONNECTION)] },
        fails: ['Traffic goes on by Tunnel 2 while AWS replaces Tunnel 1'],
      },
    ],
  }),
});
