import { expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { settleSessions } from '../../../lab/probe/bgp-sessions.ts';
import { bgpLab } from '../fixtures/bgp-lab.ts';

const TUNNELS = ['tunnel-1', 'tunnel-2'];

/** What BIRD says of a session that is ESTABLISHED. */
const established = (routesIn: number, routesOut: number): string => `  BGP state:          Established
  Channel ipv4
    Routes:         ${routesIn} imported, ${routesOut} exported, 1 preferred
`;

/** A lab whose endpoints say one of these after the other, and then the last again; with how often they were asked. */
function saying(definition: StartedLab['definition'], answers: readonly string[]) {
  const asked = { times: 0 };
  const node = (name: string) => ({
    run: () => {
      const turn = name === 'tunnel-2' ? asked.times++ : 0;
      const stdout = name === 'tunnel-2' ? answers[Math.min(turn, answers.length - 1)] : established(1, 2);
      return Promise.resolve({ stdout });
    },
  });
  return { asked, running: { definition, node } as unknown as StartedLab };
}

it('waits until both ends have routes of the other, as what AWS advertises may come a second after the session', async () => {
  const { asked, running } = saying(bgpLab(), [established(0, 0), established(1, 0), established(1, 2)]);
  await settleSessions(running, TUNNELS);
  expect(asked.times).toBe(3);
});

it('does not wait for routes that are not to come', async () => {
  const lab = bgpLab((draft) => {
    draft.gateways[0].routeTables[2]!.propagations = [];
  });
  const { asked, running } = saying(lab, [established(1, 0)]);
  await settleSessions(running, TUNNELS);
  expect(asked.times).toBe(1);
});
