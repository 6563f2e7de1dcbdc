import type { ScenarioRun } from './scenario-run.ts';

/** What a scenario shows, and how. Its folder has a README.md, a lab.yaml and, in scenario.ts, this as default export. */
export interface Scenario {
  /** What it shows, in 60 characters at most; the folder's name without it. Lists and reports go by it. */
  readonly title?: string;
  /** One sentence without a full stop: what a passed run proves. */
  readonly proves: string;
  /** The AWS rule behind it, one sentence, where there is one. */
  readonly rule?: string;
  /** Where that rule is written, e.g. `AWS Transit Gateway guide, Route table association`. */
  readonly source?: string;
  /**
   * How the control run takes the cause away: it injects no fault, or it runs on another lab file (relative to the
   * scenario's folder). A control run has to fail; a scenario that passes without its cause proves nothing.
   */
  readonly control: 'without-faults' | { readonly labFile: string };
  /** The steps and checks, in order. The first that fails ends the run. */
  readonly run: (run: ScenarioRun) => Promise<void>;
}

/** Declares a scenario. */
export function scenario(definition: Scenario): Scenario {
  return definition;
}
