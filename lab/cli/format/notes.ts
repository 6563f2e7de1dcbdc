import type { NotesView } from '../../view/notes.ts';
import type { Colours } from './colours.ts';
import { section } from './table.ts';

/** What a lab's files say that its owner may not expect: a section for warnings, and one for each file with notes. */
export function formatNotes({ warnings, notes }: NotesView, c: Colours): string[] {
  const warned = warnings.map(
    ({ connection, tunnel, text, hint }) =>
      `  ${c.yellow(`${connection} (${tunnel})`)}: ${text}\n    ${c.dim(`hint: ${hint}`)}`,
  );
  const files = [...new Set(notes.map(({ file }) => file))].map((file) => {
    const lines = notes
      .filter((note) => note.file === file)
      .map(({ line, text, why }) => `  line ${line}: ${text}\n    ${c.dim(why)}`);
    return section(`Notes on ${file}`, lines.join('\n'), c);
  });
  return [...(warned.length === 0 ? [] : [section('Warnings', warned.join('\n'), c)]), ...files];
}
