import type { Problem } from '../errors.ts';
import type { NamedFile } from '../topology/named-file.ts';
import type { FoundObjects } from './objects.ts';

/** What a reader makes of a file. */
export interface ReadFileResult {
  readonly objects: FoundObjects;
  /** What its owner may not expect, with file and line: what is left out, or taken otherwise than it is written. Never a key. */
  readonly notes: readonly Problem[];
  /** What cannot be honoured: nothing is imported then. */
  readonly problems: readonly Problem[];
}

/** Reads files of one kind. A reader is found by what a file has in it, never by its name. */
export interface ImportReader {
  /** What its files are, as messages say it, e.g. "CustomerGatewayConfiguration XML". */
  readonly kind: string;
  readonly takes: (text: string) => boolean;
  readonly read: (file: NamedFile) => ReadFileResult;
}
