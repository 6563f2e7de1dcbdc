import { byCause, namesOf } from '../../view/notes.ts';
import type { NotesView } from '../../view/notes.ts';
import type { Colours } from './colours.ts';
import { section } from './table.ts';

/** What a lab's files say that its owner may not expect: warnings, what follows from the lab file, and notes on each file. */
export function formatNotes({ warnings, labNotes, notes }: NotesView, c: Colours): string[] {
  const warned = byCause(warnings).map(([{ connection, tunnel, text, hint }, ...others]) =>
    [
      `  ${c.yellow(`${connection} (${tunnel})`)}: ${text}`,
      `    ${c.dim(`hint: ${hint}`)}`,
      ...(others.length === 0 ? [] : [`    the same for ${namesOf(others)}`]),
    ].join('\n'),
  );
  const followed = labNotes.map(
    ({ subject, text, hint }) => `  ${subject}: ${text}\n    ${c.dim(`hint: ${hint}`)}`,
  );
  const files = [...new Set(notes.map(({ file }) => file))].map((file) => {
    const lines = notes
      .filter((note) => note.file === file)
      .map(({ line, text, why }) => `  line ${line}: ${text}\n    ${c.dim(why)}`);
    return section(`Notes on ${file}`, lines.join('\n'), c);
  });
  return [
    ...(warned.length === 0 ? [] : [section('Warnings', warned.join('\n'), c)]),
    ...(followed.length === 0 ? [] : [section('Notes on the lab', followed.join('\n'), c)]),
    ...files,
  ];
}
