import { BudgetError, CheckError, formatProblem, LabError, SkippedError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { ScenarioVerdict, StepKind, StepResult } from './result.ts';

/** Is told of steps as they begin and end. */
export interface StepObserver {
  stepStarted(step: Pick<StepResult, 'kind' | 'title' | 'depth' | 'startMs'>): void;
  stepFinished(step: StepResult): void;
}

/** Does the steps of a run and keeps what became of each, in the order in which they began. */
export class Recorder {
  readonly #observer: StepObserver;
  readonly #startedAt = Date.now();
  readonly #steps: (StepResult | null)[] = [];
  #depth = 0;
  #told: unknown = null;

  constructor(observer: StepObserver) {
    this.#observer = observer;
  }

  get elapsedMs(): number {
    return Date.now() - this.#startedAt;
  }

  /** The steps that have ended. */
  get steps(): readonly StepResult[] {
    return this.#steps.filter((step) => step !== null);
  }

  /** Records what went wrong outside every step as a step of its own. */
  async failed(title: string, error: unknown): Promise<void> {
    if (error === this.#told) return;
    await this.step('step', title, () => Promise.reject(error as Error)).catch(() => {});
  }

  /**
   * Does one step and records it.
   * @param evidenceOf what the result shows, one sentence.
   * @throws what the action throws.
   */
  async step<T>(
    kind: StepKind,
    title: string,
    action: () => Promise<T>,
    evidenceOf: (result: T) => string = () => '',
  ): Promise<T> {
    const started = { kind, title, depth: this.#depth, startMs: this.elapsedMs };
    const place = this.#steps.push(null) - 1;
    const finish = (verdict: ScenarioVerdict, evidence: string): void => {
      const step = { ...started, durationMs: this.elapsedMs - started.startMs, verdict, evidence };
      this.#steps[place] = step;
      this.#observer.stepFinished(step);
    };
    this.#observer.stepStarted(started);
    this.#depth++;
    try {
      const result = await action();
      finish('passed', evidenceOf(result));
      return result;
    } catch (error) {
      // The steps around the one that failed need not say it again.
      finish(verdictOf(error), error === this.#told ? '' : evidenceOfError(error));
      this.#told = error;
      throw error;
    } finally {
      this.#depth--;
    }
  }
}

/** Its message; of a check that did not pass what was seen, for the step has its title. */
function evidenceOfError(error: unknown): string {
  if (error instanceof CheckError) return error.problems.map(evidenceOfFault).join('\n');
  return error instanceof Error ? error.message : String(error);
}

function evidenceOfFault({ what, value, ...rest }: Problem): string {
  return formatProblem({ ...rest, what: value ?? what });
}

/** What an error says of the scenario: a check or a budget not met is the lab's answer, anything else is none. */
export function verdictOf(error: unknown): ScenarioVerdict {
  if (error instanceof CheckError) return error.verdict;
  if (error instanceof BudgetError) return 'failed';
  if (error instanceof SkippedError) return 'skipped';
  if (error instanceof LabError) return 'error';
  // What an assertion library throws.
  return error instanceof Error && error.name === 'AssertionError' ? 'failed' : 'error';
}
