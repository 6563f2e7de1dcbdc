import { injectFault } from '../../faults/inject.ts';
import { takeBack } from '../../faults/undo.ts';
import { haveLearned } from '../../probe/bgp-sessions.ts';
import { TIMERS } from '../../topology/timers.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { until } from '../../wait/until.ts';
import type { DrillEvent, Scene, Seen } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { under } from '../under-fault.ts';

/** Silences the session under probes until a hold timer has ended it, and until the answers are steady then. */
async function carryOut(scene: Scene): Promise<Seen> {
  const { running } = scene;
  const tunnel = scene.tunnel!;
  let takeItBack = (): Promise<unknown> => Promise.resolve();
  const seen = await under(scene, async () => {
    const injected = await injectFault(running, 'silence-bgp', { tunnel });
    takeItBack = () => takeBack(running, injected);
    const within = TIMERS[running.definition.timers].bgp.holdSeconds * 1000 + BUDGETS_MS.detectionSpare;
    await until(
      () => haveLearned(running, [tunnel]),
      (up) => !up,
      { within, everyMs: 100 },
    );
  });
  await takeItBack();
  return seen;
}

/** Nothing of a BGP session arrives any more, though its tunnel carries everything else: its hold timer has to find out. */
export const bgpSilence: DrillEvent = {
  name: 'bgp-silence',
  title: 'the BGP session over {tunnel} falls silent, and the tunnel stays up',
  standsFor: 'A daemon hangs or a filter takes TCP 179: nothing but the hold timer ends the session.',
  source: 'RFC 4271, 6.5',
  happensTo: 'bgpSession',
  expectedMs: lastingMs,
  carryOut,
  judge: judgeLasting,
};
