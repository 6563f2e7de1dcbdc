import { initiations } from '../aws/initiation.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import { isUp } from '../ike/current-sas.ts';
import { detectionSeconds } from '../ike/detection.ts';
import { initiate } from '../probe/mend-tunnels.ts';
import { awaitBothEnds, statesOfBothEnds, tunnelStates } from '../probe/tunnels.ts';
import { BUDGETS_MS, detectionBudgetMs } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import type { ComeBack } from './event.ts';

/** A tunnel at both its ends: up, or with nothing under way at either, or something between. */
type TunnelSight = 'up' | 'idle' | 'between';

/** Whether each of these tunnels is up at both ends. */
export async function sightOf(
  running: StartedLab,
  tunnels: readonly string[],
): Promise<Map<string, TunnelSight>> {
  const { atRouters, atEndpoints } = await statesOfBothEnds(running);
  const states = [...atRouters, ...atEndpoints];
  return new Map(
    tunnels.map((tunnel) => {
      const ends = states.filter((each) => each.tunnel === tunnel);
      if (ends.length === 2 && ends.every(isUp)) return [tunnel, 'up'];
      return [tunnel, ends.every(({ ikeSa }) => ikeSa === null) ? 'idle' : 'between'];
    }),
  );
}

/** Whether the router has a tunnel up, whatever AWS's end has. */
export async function isUpAtRouter(running: StartedLab, tunnel: string): Promise<boolean> {
  return (await tunnelStates(running)).some((each) => each.tunnel === tunnel && isUp(each));
}

/** How long a tunnel is waited for that is to come back by itself: whoever lost it may have to find its peer dead first. */
function comeBackBudgetMs(running: StartedLab): number {
  return Math.max(BUDGETS_MS.tunnelsEstablished, detectionBudgetMs(detectionSeconds(running.definition)));
}

/** Waits until tunnels are up at both ends, or neither end of those that are not does anything about it. */
export async function awaitComeBack(running: StartedLab, tunnels: readonly string[]): Promise<ComeBack[]> {
  const start = Date.now();
  const upAfter = new Map<string, number>();
  let idleSince: number | null = null;
  const look = async (): Promise<boolean> => {
    const sights = await sightOf(running, tunnels);
    const now = Date.now();
    for (const [tunnel, sight] of sights)
      if (sight === 'up' && !upAfter.has(tunnel)) upAfter.set(tunnel, now - start);
    const others = [...sights.values()].filter((sight) => sight !== 'up');
    if (others.length === 0) return true;
    if (others.some((sight) => sight !== 'idle')) idleSince = null;
    else idleSince ??= now;
    return idleSince !== null && now - idleSince >= BUDGETS_MS.initiatedAgain;
  };
  await until(look, Boolean, { within: comeBackBudgetMs(running), everyMs: 100, steadily: true });
  return tunnels.map((tunnel) => {
    const afterMs = upAfter.get(tunnel) ?? null;
    return { tunnel, by: afterMs === null ? 'never' : 'itself', afterMs };
  });
}

/** Initiates the tunnels that did not come back, as somebody would by hand. */
export async function helpBack(running: StartedLab, comeBacks: readonly ComeBack[]): Promise<ComeBack[]> {
  return Promise.all(
    comeBacks.map(async (comeBack): Promise<ComeBack> => {
      const initiation = initiations(running.definition).find(({ tunnel }) => tunnel === comeBack.tunnel);
      if (comeBack.by === 'itself' || initiation === undefined) return comeBack;
      const start = Date.now();
      await initiate(running, initiation);
      try {
        await awaitBothEnds(running, [comeBack.tunnel], BUDGETS_MS.tunnelsEstablished);
        return { ...comeBack, by: 'hand', afterMs: Date.now() - start };
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        return comeBack;
      }
    }),
  );
}
