import { haveLearned } from '../../probe/bgp-sessions.ts';
import { TIMERS } from '../../topology/timers.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { until } from '../../wait/until.ts';
import type { DrillEvent, Scene } from '../event.ts';
import { judgeLasting } from '../judge.ts';
import { lastingMs } from '../timing.ts';
import { injection, underFault } from '../under-fault.ts';

/** Waits until a hold timer has ended the session over a tunnel. */
function sessionEnds({ running, tunnel }: Scene): Promise<unknown> {
  const within = TIMERS[running.definition.timers].bgp.holdSeconds * 1000 + BUDGETS_MS.detectionSpare;
  return until(
    () => haveLearned(running, [tunnel!]),
    (up) => !up,
    { within, everyMs: 100 },
  );
}

/** Nothing of a BGP session arrives any more, though its tunnel carries everything else: its hold timer has to find out. */
export const bgpSilence: DrillEvent = {
  name: 'bgp-silence',
  title: 'the BGP session over {tunnel} falls silent, and the tunnel stays up',
  standsFor: 'A daemon hangs or a filter takes TCP 179: nothing but the hold timer ends the session.',
  source: 'RFC 4271, 6.5',
  cure: "let the hold timer of {router} end a silent session: AWS's 30 s (timers bgp 10 30), not 0",
  happensTo: 'bgpSession',
  expectedMs: lastingMs,
  carryOut: (scene) =>
    underFault(scene, injection('silence-bgp', { tunnel: scene.tunnel! }), {
      takesEffect: () => sessionEnds(scene),
    }),
  judge: judgeLasting,
};
