import { dirname, isAbsolute, join } from 'node:path';
import { LabFileError } from '../errors.ts';
import type { FileProblem } from './report.ts';

/** Reads a text file by its path; throws where it cannot. */
export type ReadFile = (path: string) => string;

/** The file system as the reader of a lab file needs it. */
export interface LabFiles {
  readonly read: ReadFile;
  /** The files below a folder, as paths relative to it, in their order; throws where it cannot. */
  readonly list: (folder: string) => readonly string[];
}

/** A file under the name that problems bear, and its text. */
export interface NamedFile {
  readonly file: string;
  readonly text: string;
}

/** Opens a file that another file names by a path relative to itself; where it cannot, the problem of that path. */
export function openNamed(
  readFile: ReadFile,
  by: string,
  path: string,
  rule: string,
): NamedFile | FileProblem {
  const file = pathFrom(by, path);
  try {
    return { file, text: readFile(file) };
  } catch (error) {
    return unreadable(error, path, rule);
  }
}

/** What a path is that another file has relative to itself. */
export function pathFrom(by: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(by), path);
}

/** The problem of a path whose file or folder cannot be read. */
export function unreadable(error: unknown, path: string, rule: string): FileProblem {
  const why = error instanceof LabFileError ? error.problems[0]?.what : undefined;
  return { what: why ?? 'names a file that cannot be read', value: path, rule };
}
