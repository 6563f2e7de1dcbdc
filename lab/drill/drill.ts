import { abortable } from '../engine/abortable.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { LabError } from '../errors.ts';
import { isUp } from '../ike/current-sas.ts';
import { statesOfBothEnds } from '../probe/tunnels.ts';
import { NOTHING } from './event.ts';
import type { Scene } from './event.ts';
import { carriedPairs, probedPairs } from './pairs.ts';
import type { CarriedPair } from './pairs.ts';
import { remedyOf } from './remedy.ts';
import { drillVerdict } from './result.ts';
import type { DrillResult, EventResult } from './result.ts';
import { hasLearned } from '../bgp/session-state.ts';
import { bgpSessions } from '../probe/bgp-sessions.ts';
import { planEvents } from './select.ts';
import type { PlannedEvent, Site } from './select.ts';
import { makeWhole } from './whole.ts';

/** Is told how a drill goes. */
export interface DrillObserver {
  /** Before the first event: all that are to happen, and about how long they take. */
  planned(events: readonly PlannedEvent[], expectedMs: number): void;
  started(event: PlannedEvent): void;
  /** What goes on within the event, or after it. */
  progress(step: string): void;
  finished(result: EventResult): void;
}

export interface DrillOptions {
  /** Names of events, or of events and whom they happen to; all of them without it. */
  readonly only?: readonly string[] | undefined;
  readonly observer: DrillObserver;
  /** The lab is removed after the drill: it need not be whole after the last event. */
  readonly isLabRemoved?: boolean | undefined;
  /** Ends the drill early, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets events happen to the routers of a running lab, one after the other, each taken back and the lab whole again before
 * the next. What goes wrong is the result, no error; a lab that cannot be made whole again ends the drill.
 * @throws {UsageError} if there is no event of a name.
 */
export async function drill(running: StartedLab, options: DrillOptions): Promise<DrillResult> {
  const { only, observer, signal, isLabRemoved = false } = options;
  const startedAt = new Date();
  const sites = await sitesOf(running);
  const planned = planEvents(sites, only);
  const carried: CarriedPair[] = [];
  for (const { gateway } of sites) carried.push(...(await carriedPairs(running, gateway)));
  observer.planned(planned, expectedMs(running, planned));
  const events: EventResult[] = [];
  const notRun: { name: string; why: string }[] = [];
  let broken: string | null = null;
  for (const each of planned) {
    const pairs = probedPairs(carried, each.gateway);
    const why = broken ?? (pairs.length === 0 ? noPair(each) : null);
    if (why !== null) {
      notRun.push({ name: each.name, why });
      continue;
    }
    observer.started(each);
    const result = await abortable(signal)(happen(running, each, pairs));
    events.push(result);
    observer.finished(result);
    if (isLabRemoved && each === planned.at(-1)) break;
    broken = await abortable(signal)(
      makeWhole({ ...each, running, pairs }, (step) => observer.progress(step)),
    );
  }
  const luck = events.flatMap(({ name, luck: found }) => (found === null ? [] : [{ name, ...found }]));
  return {
    lab: running.name,
    dataplane: running.dataplane,
    timers: running.definition.timers,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    carried,
    events,
    notRun,
    luck,
    verdict: drillVerdict(events, notRun.length > 0),
  };
}

/** About how long events take in a lab, in milliseconds. */
function expectedMs(lab: Pick<StartedLab, 'definition'>, events: readonly PlannedEvent[]): number {
  return events.reduce((sum, { event }) => sum + event.expectedMs(lab.definition), 0);
}

/** The customer gateways, each with the tunnels that are up at both ends. */
async function sitesOf(running: StartedLab): Promise<Site[]> {
  const { atRouters, atEndpoints } = await statesOfBothEnds(running);
  const up = atRouters.filter(
    (each) => isUp(each) && atEndpoints.some((end) => end.tunnel === each.tunnel && isUp(end)),
  );
  const sessions = await bgpSessions(running);
  return running.definition.customerGateways.map((gateway) => {
    const tunnels = up.filter(({ router }) => router === gateway.router.name).map(({ tunnel }) => tunnel);
    return {
      gateway,
      tunnels,
      bgpSessions: tunnels.filter((tunnel) => hasLearned(sessions.get(tunnel) ?? null)),
    };
  });
}

const noPair = ({ router }: PlannedEvent): string =>
  `no host behind ${router} is answered by one in AWS through a tunnel`;

/** One event, from the first probe until what was done is taken back. What the lab refuses makes it inconclusive. */
async function happen(
  running: StartedLab,
  planned: PlannedEvent,
  pairs: Scene['pairs'],
): Promise<EventResult> {
  const { event, name, title, router, tunnel } = planned;
  const start = Date.now();
  const about = {
    name,
    event: event.name,
    router,
    tunnel,
    title,
    standsFor: event.standsFor,
    source: event.source,
  };
  try {
    const seen = await event.carryOut({ ...planned, running, pairs });
    const judged = event.judge(seen, planned);
    const remedy = remedyOf(event, seen, judged, planned);
    return { ...about, ...seen, ...judged, remedy, durationMs: Date.now() - start };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const sentences = error.problems.map(({ what, value }) =>
      value === undefined ? what : `${what}: ${value}`,
    );
    const judged = { verdict: 'inconclusive', sentences, luck: null } as const;
    const remedy = remedyOf(event, NOTHING, judged, planned);
    return { ...about, ...NOTHING, ...judged, remedy, durationMs: Date.now() - start };
  }
}
