import type { Colours } from './colours.ts';

/** What `s2s down` removed, and what there still is. */
export interface DownView {
  /** Null for every lab. */
  readonly lab: string | null;
  /** Names of the containers removed. */
  readonly removed: readonly string[];
  /** Names of the labs that still run. */
  readonly running: readonly string[];
}

export function formatDown({ lab, removed, running }: DownView, c: Colours): string {
  const name = lab === null ? 'Every lab' : `Lab ${lab}`;
  const others = running.length > 0 ? c.dim(` Running: ${running.join(', ')}.`) : '';
  if (removed.length > 0) {
    const containers = `${removed.length} container${removed.length === 1 ? '' : 's'}`;
    return `${c.bold(name)} is removed: ${containers}.${others}\n${c.dim(wrapped(removed))}`;
  }
  return `${lab === null ? 'No lab is there' : `There is no lab ${lab}`}; nothing to remove.${others}`;
}

/** A list over lines of some 100 characters, indented by two. */
function wrapped(items: readonly string[]): string {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 100) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(`  ${item}`);
  }
  return lines.join('\n');
}
