import type { RouterNote } from '../types.ts';
import type { SourceText } from './router-files.ts';

/** A text as a Linux host needs it: without a byte order mark, with LF at the ends of lines. What was taken off is noted. */
export function cleaned(source: SourceText, notes: RouterNote[]): SourceText {
  let { text } = source;
  const note = (what: string): void => {
    const why = 'taken off: programs on Linux would read it as part of the first or last word';
    notes.push({ file: source.from, line: 1, text: what, why });
  };
  if (text.startsWith('\uFEFF')) {
    note('a byte order mark');
    text = text.slice(1);
  }
  if (text.includes('\r\n')) {
    note('CR before the ends of lines');
    text = text.replaceAll('\r\n', '\n');
  }
  return { ...source, text };
}
