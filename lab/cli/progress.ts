import type { WriteStream } from 'node:tty';
import type { Progress } from '../engine/progress.ts';
import { liveLine, plainLine } from './format/progress.ts';
import { colours } from './output.ts';

const REDRAW_MS = 100;
/** Without a terminal, a step that goes on is named again this often. */
const REPEAT_MS = 5000;

/** Shows what goes on until it is disposed of. */
export interface ProgressReport extends Disposable {
  readonly report: Progress;
}

/**
 * Shows progress on standard error: on a terminal as one live line, above which the steps that took a second or more
 * stay; elsewhere, and in CI, as a plain line for each step.
 */
export function showProgress(stream: WriteStream = process.stderr): ProgressReport {
  return stream.isTTY && process.env.CI === undefined ? live(stream) : plain(stream);
}

function live(stream: WriteStream): ProgressReport {
  const c = colours(stream);
  let step: string | null = null;
  let detail = '';
  let since = 0;
  const line = (done: boolean): string =>
    liveLine({ step: step ?? '', detail, elapsedMs: Date.now() - since, done, columns: stream.columns }, c);
  const leave = (): void => {
    if (step === null) return;
    stream.write('\r\x1b[K');
    // What was a second's work, or a fact such as an image's size, is worth keeping.
    if (Date.now() - since >= 1000 || detail !== '') stream.write(`${line(true)}\n`);
    step = null;
  };
  const timer = setInterval(() => {
    if (step !== null) stream.write(`\r\x1b[K${line(false)}`);
  }, REDRAW_MS).unref();
  return {
    report(nextStep, nextDetail = '') {
      if (nextStep !== step) {
        leave();
        step = nextStep;
        since = Date.now();
      }
      detail = nextDetail;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      leave();
    },
  };
}

function plain(stream: WriteStream): ProgressReport {
  let last = '';
  let writtenAt = 0;
  return {
    report(step, detail = '') {
      if (step === last && Date.now() - writtenAt < REPEAT_MS) return;
      last = step;
      writtenAt = Date.now();
      stream.write(plainLine(step, detail));
    },
    [Symbol.dispose]: () => {},
  };
}
