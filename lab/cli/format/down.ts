import type { Colours } from './colours.ts';

/** What `s2s down` removed, and what there still is. */
export interface DownView {
  /** The lab that was removed; null where several were named, or all were meant. */
  readonly lab: string | null;
  /** Names of the labs that were to go; null for all there are. */
  readonly labs: readonly string[] | null;
  /** Names of the containers removed. */
  readonly removed: readonly string[];
  /** Names of the labs that still run. */
  readonly running: readonly string[];
}

export function formatDown({ labs, removed, running }: DownView, c: Colours): string {
  const several = labs !== null && labs.length > 1;
  const named = labs?.join(' and ') ?? '';
  const others = running.length > 0 ? c.dim(` Running: ${running.join(', ')}.`) : '';
  if (removed.length > 0) {
    const containers = `${removed.length} container${removed.length === 1 ? '' : 's'}`;
    const name = labs === null ? 'Every lab' : `${several ? 'Labs' : 'Lab'} ${named}`;
    const head = `${c.bold(name)} ${several ? 'are' : 'is'} removed: ${containers}.${others}`;
    return `${head}\n${c.dim(wrapped(removed))}`;
  }
  const nothing = labs === null || labs.length === 0 ? 'No lab is there' : `There is no lab ${named}`;
  return `${nothing}; nothing to remove.${others}`;
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
