import type { Hop } from '../diagnosis/hop.ts';
import { LabError } from '../errors.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { injectFault } from '../faults/inject.ts';
import type { InjectedFault } from '../faults/injected.ts';
import { takeBack } from '../faults/undo.ts';
import { detectionSeconds } from '../ike/detection.ts';
import { explain } from '../probe/explain.ts';
import { measureOutages } from '../probe/outage.ts';
import { seeOwnRouters } from '../probe/own-routers.ts';
import type { OutageOptions, OutageReport } from '../probe/outage.ts';
import { BUDGETS_MS, detectionBudgetMs } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { awaitComeBack, helpBack, isUpAtRouter, sightOf } from './come-back.ts';
import { NOTHING } from './event.ts';
import type { Scene, Seen } from './event.ts';
import { routeIntoLostTunnel } from './route-into-lost-tunnel.ts';
import { afterLossMs } from './timing.ts';

/** What is injected for an event. */
export interface Injection<Name extends FaultName = FaultName> {
  readonly fault: Name;
  readonly parameters: FaultParameters<Name>;
}

/** A fault with its parameters, which have to go together. */
export function injection<Name extends FaultName>(fault: Name, parameters: FaultParameters<Name>): Injection {
  return { fault, parameters };
}

/** What a fault is waited for, besides the answers. */
interface Lasting {
  readonly untilNoticed?: boolean;
  readonly takesEffect?: () => Promise<unknown>;
}

/**
 * Injects a fault under probes, and waits until the answers are steady again; or until the router has given the tunnel up
 * and nothing follows from that. Then explains what does not recover, takes the fault back, and sees what comes back by
 * itself.
 * @param untilNoticed waits until the router has given the tunnel up, also where no probe misses it.
 * @param takesEffect waits, under the probes, until what is injected shows.
 */
export async function underFault(
  scene: Scene,
  { fault, parameters }: Injection,
  { untilNoticed = false, takesEffect }: Lasting = {},
): Promise<Seen> {
  const { running } = scene;
  let injected: InjectedFault | undefined;
  const watch = new TunnelWatch(scene);
  const outages = await measureOutages(
    running,
    scene.pairs,
    async () => {
      watch.start();
      injected = await injectFault(running, fault, parameters);
      await takesEffect?.();
    },
    { budgetMs: recoveryBudgetMs(scene), isHopeless: () => watch.isHopeless() },
  );
  const within = untilNoticed ? recoveryBudgetMs(scene) : 0;
  await until(() => watch.look(), Boolean, { within, everyMs: 100, steadily: true });
  const cause = await causeOf(scene, outages);
  const gone = await goneTunnels(scene);
  await takeBack(running, injected!);
  const comeBacks = await comeBacksOf(scene, gone);
  return { ...NOTHING, outages, noticedMs: watch.noticedMs, cause, comeBacks };
}

/**
 * As {@link under}, and sees how the tunnels come back that have gone with it.
 * @param renewsAll every tunnel is a new one afterwards: once all are up, and what follows from that has had its time, no
 * answer is waited for any more.
 */
export async function underPassing(
  scene: Scene,
  action: () => Promise<unknown>,
  { renewsAll = false }: { readonly renewsAll?: boolean } = {},
): Promise<Seen> {
  const seen = await under(scene, action, renewsAll ? { isHopeless: areUpInVain(scene) } : {});
  return { ...seen, comeBacks: await comeBacksOf(scene) };
}

/** Whether all tunnels have been up at both ends for as long as what follows from that takes. */
function areUpInVain(scene: Scene): () => Promise<boolean> {
  const within = afterLossMs(scene.running.definition, scene.bgpSessions.length > 0);
  let since: number | null = null;
  return async () => {
    if ((await goneTunnels(scene)).length > 0) since = null;
    else since ??= Date.now();
    return since !== null && Date.now() - since >= within;
  };
}

/** Lets something that is over at once happen under probes, and waits until the answers are steady again. */
export async function under(
  scene: Scene,
  action: () => Promise<unknown>,
  options: Pick<OutageOptions, 'isHopeless'> = {},
): Promise<Seen> {
  const budgetMs = BUDGETS_MS.tunnelsEstablished;
  const outages = await measureOutages(scene.running, scene.pairs, action, { budgetMs, ...options });
  return { ...NOTHING, outages, cause: await causeOf(scene, outages) };
}

/** The tunnels of an event that are not up at both ends now; before it all were. */
async function goneTunnels({ running, tunnel, otherTunnels }: Scene): Promise<string[]> {
  const tunnels = [...(tunnel === null ? [] : [tunnel]), ...otherTunnels];
  const sights = await sightOf(running, tunnels);
  return tunnels.filter((each) => sights.get(each) !== 'up');
}

/**
 * How each tunnel that was up before the event comes back; those that are up all along are left out.
 * @param wereGone those that were seen gone while the event lasted: one may be back before anybody looks.
 */
export async function comeBacksOf(
  scene: Scene,
  wereGone: readonly string[] = [],
): Promise<Seen['comeBacks']> {
  const gone = [...new Set([...wereGone, ...(await goneTunnels(scene))])];
  return gone.length === 0 ? [] : helpBack(scene.running, await awaitComeBack(scene.running, gone));
}

/** How long answers are waited for: the router may have to find a silent peer dead. */
export function recoveryBudgetMs({ running, bgpSessions }: Pick<Scene, 'running' | 'bgpSessions'>): number {
  const lab = running.definition;
  return detectionBudgetMs(detectionSeconds(lab)) + afterLossMs(lab, bgpSessions.length > 0);
}

async function causeOf(scene: Scene, outages: readonly OutageReport[]): Promise<Hop | null> {
  const { running } = scene;
  const lost = outages.find(({ recoveryMs }) => recoveryMs === null);
  if (lost === undefined) return null;
  try {
    const byRoute = await routeIntoLostTunnel(scene);
    if (byRoute !== null) return byRoute;
    // An owner's own router has what the event has left it.
    await seeOwnRouters(running);
    return (await explain(running, lost.from, lost.to)).cause;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}

/** Looks when the router gives up the tunnel that an event happens to. */
class TunnelWatch {
  readonly #scene: Scene;
  #startMs = Date.now();
  noticedMs: number | null = null;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  start(): void {
    this.#startMs = Date.now();
  }

  /** Whether the router has given it up by now. */
  async look(): Promise<boolean> {
    const { running, tunnel } = this.#scene;
    if (tunnel !== null && this.noticedMs === null && !(await isUpAtRouter(running, tunnel)))
      this.noticedMs = Date.now() - this.#startMs;
    return this.noticedMs !== null;
  }

  /** The router has given the tunnel up, and whatever follows from that has had its time. */
  async isHopeless(): Promise<boolean> {
    await this.look();
    const { running, bgpSessions } = this.#scene;
    const within = afterLossMs(running.definition, bgpSessions.length > 0);
    return this.noticedMs !== null && Date.now() - this.#startMs - this.noticedMs >= within;
  }
}
