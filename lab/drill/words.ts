/** A time as a report has it: `340 ms`, `3.2 s`, `2 min 45 s`. */
export { duration } from '../scenario/report/duration.ts';

/** Names as a sentence has them: `a`, `a and b`, `a, b and c`; `none` for no name. */
export function listed(names: readonly string[], none = 'no tunnel'): string {
  if (names.length <= 1) return names[0] ?? none;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
