import { stripVTControlCharacters } from 'node:util';
import type { Colours } from './colours.ts';

/** A table without borders, indented by two; an empty head is left out. A cell may have several lines. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], c: Colours): string {
  const all = [...(head.length > 0 ? [head.map((title) => c.dim(title))] : []), ...rows].flatMap(linesOf);
  const widths: number[] = [];
  for (const line of all)
    line.forEach((text, column) => (widths[column] = Math.max(widths[column] ?? 1, widthOf(text))));
  const drawn = (text: string, column: number): string =>
    `  ${text}${' '.repeat(widths[column]! - widthOf(text))}`;
  return all.map((line) => line.map(drawn).join('').trimEnd()).join('\n');
}

/** The lines that a row takes, each with what its cells have there. */
function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) => cell.split('\n'));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ''));
}

/** Columns of a terminal that a text takes: a character of East Asian writing takes two. */
function widthOf(text: string): number {
  const shown = stripVTControlCharacters(text);
  return shown.length + (shown.match(WIDE)?.length ?? 0);
}

/** Of Unicode Standard Annex 11, East Asian Width: Hangul, kana, Han, and full-width forms. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

/** A heading and what stands under it. */
export function section(title: string, body: string, c: Colours): string {
  return `${c.bold(title)}\n${body}`;
}
