import { injectFault } from '../../faults/inject.ts';
import { takeBack } from '../../faults/undo.ts';
import { until } from '../../wait/until.ts';
import { isUpAtRouter } from '../come-back.ts';
import { NOTHING } from '../event.ts';
import type { DrillEvent, Scene, Seen } from '../event.ts';
import { judgePassing } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { duration, listed } from '../words.ts';
import { comeBacksOf, recoveryBudgetMs, under } from '../under-fault.ts';

/** Every tunnel dies, one right after the other; nothing can get through until one is back. */
export const bothTunnels: DrillEvent = {
  name: 'both-tunnels',
  title: 'the endpoints of all tunnels of {router} die without a word, and come back',
  standsFor:
    'Changing the target gateway, the customer gateway or the options of a connection takes both tunnels down.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel endpoint replacements',
  cure: 'have {router} try again for ever when a peer is dead: dpdaction=restart with keyingtries=%forever',
  happensTo: 'router',
  expectedMs: (lab) => 2 * lastingMs(lab),
  carryOut,
  judge: (seen) => {
    const { sentences, ...judged } = judgePassing(seen);
    return { ...judged, sentences: [...seen.facts, ...sentences] };
  },
};

async function carryOut(scene: Scene): Promise<Seen> {
  const { running, otherTunnels: tunnels, router } = scene;
  let comeBacks: Seen['comeBacks'] = [];
  const facts: string[] = [];
  const seen = await under(scene, async () => {
    const start = Date.now();
    const faults = [];
    for (const tunnel of tunnels)
      faults.push(await injectFault(running, 'kill-charon', { tunnel, signal: 'KILL' }));
    const areGone = await until(
      async () =>
        (await Promise.all(tunnels.map((tunnel) => isUpAtRouter(running, tunnel)))).every((up) => !up),
      Boolean,
      { within: recoveryBudgetMs(scene), everyMs: 100, steadily: true },
    );
    facts.push(
      areGone
        ? `${router} gave ${listed(tunnels)} up after ${duration(Date.now() - start)}`
        : `${router} went on taking a tunnel for up`,
    );
    for (const fault of faults.reverse()) await takeBack(running, fault);
    facts.push(`the endpoints were back after ${duration(Date.now() - start)}`);
    comeBacks = await comeBacksOf({ ...scene, tunnel: null });
  });
  return { ...NOTHING, ...seen, comeBacks, facts };
}
