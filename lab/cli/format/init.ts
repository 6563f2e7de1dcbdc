import type { Colours } from './colours.ts';
import type { RouterNote } from '../../topology/types.ts';
import { formatNotes } from './notes.ts';
import { section, table } from './table.ts';

/** What `s2s init` wrote. */
export interface InitView {
  readonly file: string;
  readonly lab: string;
  /** What of it was taken from a router's files. */
  readonly notes: readonly RouterNote[];
}

/** What was written, and what to do with it. */
export function formatInit({ file, lab, notes }: InitView, c: Colours): string {
  const rows = [
    [`s2s validate ${file}`, 'check it, without starting anything'],
    [`s2s up ${file}`, 'bring the lab up'],
  ];
  const sections = [
    ...formatNotes({ warnings: [], labNotes: [], notes }, c),
    section('Next', table([], rows, c), c),
  ];
  return `${file} has lab ${c.bold(lab)}.\n\n${sections.join('\n')}`;
}
