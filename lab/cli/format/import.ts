import { formatProblem } from '../../errors.ts';
import type { Problem } from '../../errors.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** What `s2s import` made of which files. */
export interface ImportView {
  /** The lab file; null if none was written. */
  readonly output: string | null;
  readonly lab: string;
  readonly files: readonly { readonly file: string; readonly kind: string }[];
  readonly notes: readonly Problem[];
  /** Text of the lab file, without keys. */
  readonly labFile: string;
}

/** What was written, of what, and what its owner may not expect of it. */
export function formatImport({ output, lab, files, notes }: ImportView, c: Colours): string {
  const file = output ?? '';
  const read = files.map((each) => [each.file, each.kind]);
  const next = [
    [`s2s validate ${file}`, 'check it, without starting anything'],
    [`s2s up ${file}`, 'bring the lab up'],
  ];
  const noted = notes.map((note) => `  ${formatProblem(note).replaceAll('\n', '\n  ')}`).join('\n');
  return [
    `${file} has lab ${c.bold(lab)}.\n`,
    section('Read', table([], read, c), c),
    ...(notes.length === 0 ? [] : [section('Notes', noted, c)]),
    section('Next', table([], next, c), c),
  ].join('\n');
}
