import type { WriteStream } from 'node:tty';
import type { FoundScenario } from '../scenario/find.ts';
import type { StepResult } from '../scenario/result.ts';
import type { ScenarioObserver } from '../scenario/suite.ts';
import type { Colours } from './format/colours.ts';
import { liveLine } from './format/progress.ts';
import { formatGroup, formatScenarioEnd, formatScenarioStart, formatStep } from './format/run-step.ts';
import { colours } from './output.ts';

const REDRAW_MS = 100;

/** Shows the steps of scenarios that run until it is disposed of. */
export interface RunDisplay extends Disposable {
  readonly observe: (scenario: FoundScenario) => ScenarioObserver;
}

/** A step under way. */
interface RunningStep {
  readonly step: Pick<StepResult, 'kind' | 'title' | 'depth'>;
  readonly since: number;
  /** Whether its line is there already, for the steps within it. */
  announced: boolean;
}

/** A scenario under way. */
interface RunningScenario {
  readonly prefix: string;
  readonly steps: RunningStep[];
  detail: string;
}

/**
 * Shows on standard error what scenarios do, a line for each step that has ended; on a terminal (but not in CI) the
 * step that each of them is at stands below, with its time.
 * @param names of the scenarios whose lines need their name before them: those that run side by side.
 */
export function showRun(names: readonly string[], stream: WriteStream = process.stderr): RunDisplay {
  const c = colours(stream);
  const screen = new RunScreen(stream);
  const width = Math.max(0, ...names.map((name) => name.length));
  return {
    observe(scenario) {
      const prefix = names.length > 0 ? `${scenario.name.padEnd(width)} | ` : '';
      screen.print(prefix, [formatScenarioStart(scenario, names.length === 0, c)]);
      return observerOn(screen, { prefix, steps: [], detail: '' }, c, names.length > 0 ? [] : ['']);
    },
    [Symbol.dispose]: () => {
      screen[Symbol.dispose]();
    },
  };
}

/** @param ending lines after the scenario's last. */
function observerOn(
  screen: RunScreen,
  scenario: RunningScenario,
  c: Colours,
  ending: readonly string[],
): ScenarioObserver {
  const { prefix, steps } = scenario;
  screen.running.add(scenario);
  return {
    progress(_step, detail = '') {
      scenario.detail = detail;
    },
    stepStarted(step) {
      const outer = steps.at(-1);
      steps.push({ step, since: Date.now(), announced: false });
      if (outer?.announced !== false) return;
      outer.announced = true;
      screen.print(prefix, [formatGroup(outer.step, c)]);
    },
    stepFinished(step) {
      steps.pop();
      scenario.detail = '';
      screen.print(prefix, formatStep(step, c));
    },
    scenarioFinished(result) {
      screen.running.delete(scenario);
      screen.print(prefix, [formatScenarioEnd(result, c), ...ending]);
    },
  };
}

/** Lines that stay, and on a terminal below them a line for each scenario under way, drawn anew all the time. */
class RunScreen implements Disposable {
  readonly running = new Set<RunningScenario>();
  readonly #stream: WriteStream;
  readonly #timer: NodeJS.Timeout | undefined;
  /** How many lines are below those that stay. */
  #drawn = 0;
  #isDisposed = false;

  constructor(stream: WriteStream) {
    this.#stream = stream;
    if (!stream.isTTY || process.env.CI !== undefined) return;
    this.#timer = setInterval(() => {
      this.#clear();
      this.#draw();
    }, REDRAW_MS).unref();
  }

  /** Adds lines that stay. */
  print(prefix: string, lines: readonly string[]): void {
    if (this.#isDisposed) return;
    this.#clear();
    this.#stream.write(lines.map((line) => `${colours(this.#stream).dim(prefix)}${line}\n`).join(''));
    if (this.#timer !== undefined) this.#draw();
  }

  #clear(): void {
    if (this.#drawn > 0) {
      this.#stream.write(`\r${this.#drawn > 1 ? `\x1b[${this.#drawn - 1}A` : ''}\x1b[J`);
    }
    this.#drawn = 0;
  }

  #draw(): void {
    const c = colours(this.#stream);
    const lines = [...this.running].flatMap(({ prefix, steps, detail }) => {
      const current = steps.at(-1);
      if (current === undefined) return [];
      const elapsedMs = Date.now() - current.since;
      const step = `${prefix}${current.step.title}`;
      return [liveLine({ step, detail, elapsedMs, done: false, columns: this.#stream.columns }, c)];
    });
    this.#stream.write(lines.join('\n'));
    this.#drawn = lines.length;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#clear();
    this.#isDisposed = true;
  }
}
