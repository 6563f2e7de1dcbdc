import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LabFileError } from '../errors.ts';
import type { LabFiles } from './named-file.ts';
import { parseLab } from './parse.ts';
import type { LabOverrides } from './parse.ts';
import type { Lab } from './types.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'may not be read',
};

/**
 * Reads and parses the lab file at a path, with the files it names. Throws {@link LabFileError} with every problem;
 * a file that is missing, a directory or not text is one.
 */
export function loadLab(path: string, overrides: LabOverrides = {}): Lab {
  return parseLab(readText(path), path, FILES, overrides);
}

/** More than any router of one's own; a folder of more is another one, such as `/`. */
const MOST_FILES = 1000;

/** The files below a folder; what a link leads to counts only if it is a file. */
function listFiles(folder: string): string[] {
  const found: string[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && isFile(path))) found.push(relative(folder, path));
      if (found.length > MOST_FILES) {
        throw new LabFileError({ file: folder, what: `has more than ${MOST_FILES} files` });
      }
    }
  };
  try {
    visit(folder);
  } catch (error) {
    if (error instanceof LabFileError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    const what = code === 'ENOTDIR' ? 'is no folder' : (REASONS[code] ?? `cannot be read (${code})`);
    throw new LabFileError({ file: folder, what }, { cause: error });
  }
  return found.sort();
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Files as they lie on this machine. */
export const FILES: LabFiles = { read: readText, list: listFiles };

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const hint =
      code === 'EISDIR' ? 'name the lab.yaml in it' : 'name a lab file, e.g. scenarios/reference/lab.yaml';
    throw new LabFileError(
      { file: path, what: REASONS[code] ?? `cannot be read (${code})`, hint },
      { cause: error },
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Not UTF-8: the same problem as a NUL byte.
  }
  throw new LabFileError({ file: path, what: 'is not a text file', rule: 'a lab file is YAML in UTF-8' });
}
