import type { Problem } from '../errors.ts';
import type { NamedFile } from '../topology/named-file.ts';
import type { FoundObjects } from './objects.ts';

/** What a reader makes of its files. */
export interface ReadFiles {
  readonly objects: readonly FoundObjects[];
  /** What their owner may not expect, with file and line: what is left out, or taken otherwise than written. Never a key. */
  readonly notes: readonly Problem[];
  /** What cannot be honoured: nothing is imported then. */
  readonly problems: readonly Problem[];
}

/** Reads files of one kind. The reader of a file is found by what is in it, never by its name. */
export interface ImportReader {
  /** What its files are, as messages say it, e.g. "CustomerGatewayConfiguration XML". */
  readonly kind: string;
  readonly takes: (text: string) => boolean;
  /** All files of its kind at once, in the order given. */
  readonly read: (files: readonly NamedFile[]) => ReadFiles;
}

/** Reads files that know nothing of each other, one after the other. */
export function eachByItself(
  files: readonly NamedFile[],
  readFile: (file: NamedFile) => ReadFiles,
): ReadFiles {
  const all = files.map(readFile);
  return {
    objects: all.flatMap(({ objects }) => objects),
    notes: all.flatMap(({ notes }) => notes),
    problems: all.flatMap(({ problems }) => problems),
  };
}
