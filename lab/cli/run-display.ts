import type { WriteStream } from 'node:tty';
import type { FoundScenario } from '../scenario/find.ts';
import type { StepResult } from '../scenario/result.ts';
import type { ScenarioObserver } from '../scenario/suite.ts';
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
  const isLive = stream.isTTY && process.env.CI === undefined;
  const width = Math.max(0, ...names.map((name) => name.length));
  const running = new Set<RunningScenario>();
  let shown = 0;
  let isDisposed = false;

  const clear = (): void => {
    if (shown > 0) stream.write(`\r${shown > 1 ? `\x1b[${shown - 1}A` : ''}\x1b[J`);
    shown = 0;
  };
  const draw = (): void => {
    const lines = [...running].flatMap(({ prefix, steps, detail }) => {
      const current = steps.at(-1);
      if (current === undefined) return [];
      const elapsedMs = Date.now() - current.since;
      const step = `${prefix}${current.step.title}`;
      return [liveLine({ step, detail, elapsedMs, done: false, columns: stream.columns }, c)];
    });
    stream.write(lines.join('\n'));
    shown = lines.length;
  };
  const print = (prefix: string, lines: readonly string[]): void => {
    if (isDisposed) return;
    clear();
    stream.write(lines.map((line) => `${c.dim(prefix)}${line}\n`).join(''));
    if (isLive) draw();
  };
  const timer = isLive
    ? setInterval(() => {
        clear();
        draw();
      }, REDRAW_MS).unref()
    : undefined;

  return {
    observe(scenario) {
      const prefix = names.length > 0 ? `${scenario.name.padEnd(width)} | ` : '';
      const state: RunningScenario = { prefix, steps: [], detail: '' };
      running.add(state);
      print(prefix, [formatScenarioStart(scenario, names.length === 0, c)]);
      return {
        progress(_step, detail = '') {
          state.detail = detail;
        },
        stepStarted(step) {
          const outer = state.steps.at(-1);
          state.steps.push({ step, since: Date.now(), announced: false });
          if (outer?.announced !== false) return;
          outer.announced = true;
          print(prefix, [formatGroup(outer.step, c)]);
        },
        stepFinished(step) {
          state.steps.pop();
          state.detail = '';
          print(prefix, formatStep(step, c));
        },
        scenarioFinished(result) {
          running.delete(state);
          print(prefix, [formatScenarioEnd(result, c), ...(names.length > 0 ? [] : [''])]);
        },
      };
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      clear();
      isDisposed = true;
    },
  };
}
