import type { NotesView } from '../notes-view.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** What a lab's files say that its owner may not expect: a section for warnings, one for lines without effect. */
export function formatNotes({ warnings, notes }: NotesView, c: Colours): string[] {
  const warned = warnings.map(
    ({ connection, tunnel, text, hint }) =>
      `  ${c.yellow(`${connection} (${tunnel})`)}: ${text}\n    ${c.dim(`hint: ${hint}`)}`,
  );
  const rows = notes.map(({ file, line, text, why }) => [`${file}:${line}`, text, why]);
  return [
    ...(warned.length === 0 ? [] : [section('Warnings', warned.join('\n'), c)]),
    ...(rows.length === 0 ? [] : [section('Lines without effect in the lab', table([], rows, c), c)]),
  ];
}
