import { readFileSync } from 'node:fs';
import { LabFileError } from '../errors.ts';
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
 * Reads and parses the lab file at a path, with the files it names. Throws {@link LabFileError} with every fault;
 * a file that is missing, a directory or not text is one.
 */
export function loadLab(path: string, overrides: LabOverrides = {}): Lab {
  return parseLab(readText(path), path, readText, overrides);
}

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
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Not UTF-8: the same fault as a NUL byte.
  }
  throw new LabFileError({ file: path, what: 'is not a text file', rule: 'a lab file is YAML in UTF-8' });
}
