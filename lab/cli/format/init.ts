import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** What `s2s init` wrote. */
export interface InitView {
  readonly file: string;
  readonly lab: string;
}

/** What was written, and what to do with it. */
export function formatInit({ file, lab }: InitView, c: Colours): string {
  const rows = [
    [`s2s validate ${file}`, 'check it, without starting anything'],
    [`s2s up ${file}`, 'bring the lab up'],
  ];
  return `${file} has lab ${c.bold(lab)}.\n\n${section('Next', table([], rows, c), c)}`;
}
