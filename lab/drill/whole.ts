import { LabError } from '../errors.ts';
import { undoAllFaults } from '../faults/undo.ts';
import { bringUp } from '../lifecycle/bring-up.ts';
import { haveLearned } from '../probe/bgp-sessions.ts';
import { seeOwnRouters } from '../probe/own-routers.ts';
import { ping } from '../probe/ping.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { sightOf } from './come-back.ts';
import type { Scene } from './event.ts';

/**
 * Makes the lab whole again after an event: every fault undone, the tunnels up that were, the pairs answered. Where they
 * are not, it does what `up` does.
 * @returns why it could not; null if it is whole.
 */
export async function makeWhole(scene: Scene, report: (step: string) => void): Promise<string | null> {
  const { running } = scene;
  try {
    await undoAllFaults(running);
    if (await isWhole(scene)) {
      await seeOwnRouters(running);
      return null;
    }
    report('bringing the lab into order');
    const mended = await bringUp(running.definition, { dataplane: running.dataplane });
    await mended.running.close();
    await seeOwnRouters(running);
    return (await isWhole(scene)) ? null : 'the lab could not be made whole again after the event before';
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return `the lab could not be made whole again: ${error.message}`;
  }
}

async function isWhole({ running, pairs, tunnel, otherTunnels, bgpSessions }: Scene): Promise<boolean> {
  const look = async (): Promise<boolean> => {
    const sights = await sightOf(running, [...(tunnel === null ? [] : [tunnel]), ...otherTunnels]);
    if ([...sights.values()].some((sight) => sight !== 'up')) return false;
    if (!(await haveLearned(running, bgpSessions))) return false;
    const pings = await Promise.all(pairs.map(({ from, to }) => ping(running, from, to, { timeoutMs: 500 })));
    return pings.every(({ received }) => received > 0);
  };
  const within = bgpSessions.length > 0 ? BUDGETS_MS.bgpEstablished : BUDGETS_MS.reachWithout;
  return until(look, Boolean, { within, everyMs: 50 });
}
