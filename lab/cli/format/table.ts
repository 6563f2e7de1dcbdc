import Table from 'cli-table3';
import type { Colours } from './colours.ts';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A table without borders, indented by two; an empty head is left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], c: Colours): string {
  const view = new Table({
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  if (head.length > 0) view.push(head.map((title) => c.dim(title)));
  view.push(...rows.map((row) => [...row]));
  return view
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A heading and what stands under it. */
export function section(title: string, body: string, c: Colours): string {
  return `${c.bold(title)}\n${body}`;
}
