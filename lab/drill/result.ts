import type { DataplaneName } from '../plan/types.ts';
import type { TimerProfile } from '../topology/types.ts';
import type { DrillVerdict, Judged, Luck, Seen } from './event.ts';
import type { CarriedPair } from './pairs.ts';
import type { Remedy } from './remedy.ts';

/** What became of one event of a drill. Plain JSON. */
export interface EventResult extends Seen, Judged {
  /** The event, and whom it happened to, e.g. `silent-death:tunnel-1`. */
  readonly name: string;
  readonly event: string;
  readonly router: string;
  readonly tunnel: string | null;
  /** What happened, one sentence without a full stop. */
  readonly title: string;
  readonly standsFor: string;
  readonly source: string;
  /** Why it did harm, and what helps; null where it did none. */
  readonly remedy: Remedy | null;
  readonly durationMs: number;
}

/** Luck, and the event that it showed in. */
export interface EventLuck extends Luck {
  readonly name: string;
}

/** What a drill came to. Plain JSON. */
export interface DrillResult {
  readonly lab: string;
  readonly dataplane: DataplaneName;
  readonly timers: TimerProfile;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What carried what before the first event. */
  readonly carried: readonly CarriedPair[];
  readonly events: readonly EventResult[];
  /** The events that did not take place, each with why. */
  readonly notRun: readonly { readonly name: string; readonly why: string }[];
  readonly luck: readonly EventLuck[];
  /** `failed` if an event ended in a loss, `inconclusive` if a control failed or an event did not take place. */
  readonly verdict: 'passed' | 'failed' | 'inconclusive';
}

/** What each verdict on an event is for the whole drill. */
export const WEIGHT: Readonly<Record<DrillVerdict, DrillResult['verdict']>> = {
  'no-loss': 'passed',
  'failed-over': 'passed',
  recovered: 'passed',
  works: 'passed',
  lost: 'failed',
  'stays-down': 'failed',
  fails: 'failed',
  inconclusive: 'inconclusive',
};

/** The verdict on a whole drill. */
export function drillVerdict(
  events: readonly Pick<EventResult, 'verdict'>[],
  isCutShort: boolean,
): DrillResult['verdict'] {
  const verdicts = events.map(({ verdict }) => WEIGHT[verdict]);
  if (verdicts.includes('failed')) return 'failed';
  return isCutShort || events.length === 0 || verdicts.includes('inconclusive') ? 'inconclusive' : 'passed';
}

/** What of production may harm, in a few words for tables. */
export const VERDICT_WORDS: Readonly<Record<DrillVerdict, string>> = {
  'no-loss': 'no loss',
  'failed-over': 'failed over',
  recovered: 'recovered',
  works: 'works',
  lost: 'LOST UNTIL REPAIRED',
  'stays-down': 'TUNNEL STAYS DOWN',
  fails: 'FAILS',
  inconclusive: 'inconclusive',
};
