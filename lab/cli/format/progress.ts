import type { Colours } from './colours.ts';

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 100;

/** One step of long work, as it stands. */
export interface ProgressStep {
  readonly step: string;
  readonly detail: string;
  readonly elapsedMs: number;
  readonly done: boolean;
  /** Width of the terminal. */
  readonly columns: number;
}

/** A step on a terminal: one line that fits it. */
export function liveLine({ step, detail, elapsedMs, done, columns }: ProgressStep, c: Colours): string {
  const frame = done ? '✓' : (FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length] ?? '');
  const time = elapsedMs >= 1000 ? ` ${(elapsedMs / 1000).toFixed(1)} s` : '';
  const room = Math.max(0, columns - time.length - 3);
  const text = [step, detail].filter((part) => part !== '').join(': ');
  const cut = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
  return `${c.cyan(frame)} ${cut}${time === '' ? '' : c.dim(time)}`;
}

/** A step where there is no terminal. */
export function plainLine(step: string, detail: string): string {
  return `s2s: ${[step, detail].filter((part) => part !== '').join(': ')}\n`;
}
