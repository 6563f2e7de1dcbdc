import { dirname, isAbsolute, join } from 'node:path';
import { LabFileError } from '../errors.ts';
import type { FileFault } from './report.ts';

/** Reads a text file by its path; throws where it cannot. */
export type ReadFile = (path: string) => string;

/** A file under the name that faults bear, and its text. */
export interface NamedFile {
  readonly file: string;
  readonly text: string;
}

/** Opens a file that another file names by a path relative to itself; where it cannot, the fault of that path. */
export function openNamed(readFile: ReadFile, by: string, path: string, rule: string): NamedFile | FileFault {
  const file = isAbsolute(path) ? path : join(dirname(by), path);
  try {
    return { file, text: readFile(file) };
  } catch (error) {
    const why = error instanceof LabFileError ? error.faults[0]?.what : undefined;
    return { what: why ?? 'names a file that cannot be read', value: path, rule };
  }
}
