import type { LabChange } from '../../view/changes.ts';
import type { Colours } from './colours.ts';

/** A change with the time it was seen at, as in RFC 3339. */
export interface SeenChange extends LabChange {
  readonly time: string;
  readonly lab: string;
}

const GOOD = ['up', 'running', 'in use', 'standby'];

/** A change in a line, e.g. `12:00:01 tunnel tunnel-1: up -> down`. */
export function formatChange({ time, kind, name, before, after }: SeenChange, c: Colours): string {
  const value = (text: string | null): string => text ?? 'none';
  const now = after !== null && GOOD.includes(after) ? c.green(after) : c.red(value(after));
  return `${c.dim(time.slice(11, 19))} ${kind} ${name}: ${before === null ? '' : `${before} -> `}${now}`;
}
