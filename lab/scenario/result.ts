import type { Problem } from '../errors.ts';
import type { DataplaneName } from '../plan/types.ts';
import type { OutageLimits } from '../probe/outage-limits.ts';
import type { OutageReport } from '../probe/outage.ts';
import type { Verdict } from '../probe/verdict.ts';
import type { Lab, TimerProfile } from '../topology/types.ts';

/**
 * `error`: the scenario could not be carried out, by the engine's fault or by its own. `skipped`: the engine's kernel
 * lacks what its lab needs, and the run was told to pass such scenarios over.
 */
export type ScenarioVerdict = SuiteVerdict | 'skipped';

/** What several scenarios came to; those that were skipped do not count. */
export type SuiteVerdict = Verdict | 'error';

/** What kind of thing a step does. */
export type StepKind = 'step' | 'check' | 'wait' | 'fault' | 'undo' | 'outage';

export interface StepResult {
  readonly kind: StepKind;
  readonly title: string;
  /** How many steps it lies within. */
  readonly depth: number;
  /** Milliseconds since the scenario began. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly verdict: ScenarioVerdict;
  /** What was seen, or why it failed; empty if there is nothing to say. */
  readonly evidence: string;
}

/** What one run of a scenario came to. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly title: string;
  readonly proves: string;
  /** Null where the scenario names none. */
  readonly rule: string | null;
  readonly source: string | null;
  readonly lab: string;
  /** The lab as it was brought up, without keys; null if its file could not be read. */
  readonly topology: Lab | null;
  readonly dataplane: DataplaneName | null;
  readonly timers: TimerProfile | null;
  /** Whether the cause was taken away. */
  readonly control: boolean;
  readonly verdict: ScenarioVerdict;
  readonly durationMs: number;
  readonly steps: readonly StepResult[];
  readonly faults: readonly RunFaultRecord[];
  readonly outages: readonly TitledOutage[];
  /** Why it did not pass; null if it did. */
  readonly failure: ScenarioFailure | null;
  /** Folder with what was saved for a look; null if nothing was. */
  readonly evidence: string | null;
  /** Command line that runs it again. */
  readonly reproduce: string;
}

/** A fault that a run injected. */
export interface RunFaultRecord {
  /** What was so while it lasted. */
  readonly text: string;
  /** The names that were given for it, those of the lab's objects among them. */
  readonly objects: readonly string[];
}

export interface TitledOutage extends OutageReport {
  readonly title: string;
  readonly limits: OutageLimits;
  /** Whether it was within its limits. */
  readonly verdict: Verdict;
}

export interface ScenarioFailure {
  /** Class of the error. */
  readonly name: string;
  /** The faults as a person reads them, over several lines. */
  readonly message: string;
  /** Exit code of the error itself: 2 tells that the scenario, or the lab's name, was at fault. */
  readonly exitCode: number;
  readonly faults: readonly Problem[];
}

/** What the runs of several scenarios came to. */
export interface SuiteResult {
  /** The worst of all, by {@link outcomeOf}. */
  readonly verdict: SuiteVerdict;
  /** Null if they differ, or nothing came up. */
  readonly timers: TimerProfile | null;
  readonly dataplane: DataplaneName | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly scenarios: readonly ScenarioResult[];
  /** Names of the scenarios that were interrupted, or not begun when the run was. */
  readonly notRun: readonly string[];
}

/** What a run says of its scenario: a control run, without the cause, has to fail. */
export function outcomeOf({
  control,
  verdict,
}: Pick<ScenarioResult, 'control' | 'verdict'>): ScenarioVerdict {
  if (!control || (verdict !== 'passed' && verdict !== 'failed')) return verdict;
  return verdict === 'failed' ? 'passed' : 'failed';
}

/** The verdict on several: any error or failure counts before what is inconclusive, and that before what passed. */
export function worstVerdict(verdicts: readonly ScenarioVerdict[]): SuiteVerdict {
  for (const verdict of ['error', 'failed', 'inconclusive'] as const) {
    if (verdicts.includes(verdict)) return verdict;
  }
  return 'passed';
}
