import type { Progress } from '../engine/progress.ts';
import { LabFileError, UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Lab } from '../topology/types.ts';
import type { FoundScenario } from './find.ts';
import type { StepObserver } from './recorder.ts';
import { LabPool } from './lab-pool.ts';
import { asNeighbours } from './neighbours.ts';
import { outcomeOf, worstVerdict } from './result.ts';
import type { ScenarioResult, SuiteResult } from './result.ts';
import { labOf, runScenario } from './run.ts';
import type { RunScenarioOptions } from './run.ts';

/** Is told how the run of one scenario goes. */
export interface ScenarioObserver extends StepObserver {
  readonly progress: Progress;
  scenarioFinished(result: ScenarioResult): void;
}

export interface SuiteOptions extends Omit<RunScenarioOptions, 'observer' | 'progress'> {
  /** How many scenarios run at a time, each in a lab of its own; 1 by default. */
  readonly parallel?: number;
  /** Called as each scenario starts. */
  readonly observe: (scenario: FoundScenario) => ScenarioObserver;
}

/**
 * Runs scenarios that {@link checkLabs} has found fit, each as {@link runScenario} does, and one after another in the same
 * lab, which becomes what the next one starts with (lab-pool.ts): they are so ordered that it becomes so by few nodes. Once the signal aborts, those that have ended are the
 * result, and the others are named in `notRun`.
 */
export async function runSuite(
  scenarios: readonly FoundScenario[],
  { parallel = 1, observe, ...options }: SuiteOptions,
): Promise<SuiteResult> {
  const startedAt = new Date();
  const results = new Map<FoundScenario, ScenarioResult>();
  const waiting = asNeighbours(scenarios, (scenario) => labOf(scenario, options));
  const isInterrupted = (): boolean => options.signal?.aborted === true;
  await using pool = new LabPool(2 * parallel);
  const runWaiting = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !isInterrupted(); next = waiting.shift()) {
      const observer = observe(next);
      try {
        const result = await runScenario(next, { ...options, pool, observer, progress: observer.progress });
        results.set(next, result);
        observer.scenarioFinished(result);
      } catch (error) {
        if (!isInterrupted()) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, runWaiting));
  const ended = scenarios.flatMap((scenario) => results.get(scenario) ?? []);
  return {
    verdict: worstVerdict(ended.map(outcomeOf)),
    timers: common(ended.map(({ timers }) => timers)),
    dataplane: common(ended.map(({ dataplane }) => dataplane)),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    scenarios: ended,
    notRun: scenarios.filter((scenario) => !results.has(scenario)).map(({ name }) => name),
  };
}

/**
 * Reads every lab file before anything is started, and returns the labs.
 * @throws {LabFileError} with everything that is wrong with any.
 * @throws {UsageError} if two labs have the same name.
 */
export function checkLabs(scenarios: readonly FoundScenario[], options: RunScenarioOptions): Lab[] {
  const problems: Problem[] = [];
  const labs: Lab[] = [];
  const byLab = new Map<string, FoundScenario>();
  for (const scenario of scenarios) {
    try {
      const lab = labOf(scenario, options);
      const { name } = lab;
      const other = byLab.get(name);
      if (other !== undefined) throw sameLab(name, other, scenario);
      byLab.set(name, scenario);
      labs.push(lab);
    } catch (error) {
      if (!(error instanceof LabFileError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new LabFileError(problems);
  return labs;
}

function sameLab(name: string, one: FoundScenario, other: FoundScenario): UsageError {
  return new UsageError({
    what: `${one.given} and ${other.given} have labs of the same name`,
    value: name,
    rule: 'each scenario of a run has a lab of its own, with a name of its own',
    hint: 'change the name in one of the lab files',
  });
}

/** What all that know it agree on; null if they do not. */
function common<T>(values: readonly (T | null)[]): T | null {
  const known = new Set(values.filter((value) => value !== null));
  return known.size === 1 ? ([...known][0] ?? null) : null;
}
