import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { packageFile, REFERENCE_LAB_FILE } from '../package-file.ts';

const TEMPLATE = packageFile('templates/exercise');

/**
 * Writes an exercise to begin with, which proves itself as it is.
 * @returns the names of its files.
 * @throws {UsageError} if the folder is there, or cannot be written.
 */
export function writeTemplate(folder: string): string[] {
  if (existsSync(folder)) {
    throw new UsageError({ file: folder, what: 'is there already', hint: 'name another folder' });
  }
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '');
  const base = relative(resolve(folder), REFERENCE_LAB_FILE);
  const names = readdirSync(TEMPLATE);
  try {
    mkdirSync(folder, { recursive: true });
    for (const each of names) {
      const text = readFileSync(join(TEMPLATE, each), 'utf8');
      writeFileSync(
        join(folder, each),
        text.replace('BASE', () => base).replaceAll('NAME', name || 'exercise'),
      );
    }
  } catch (error) {
    throw new UsageError({
      file: folder,
      what: `cannot be written (${(error as NodeJS.ErrnoException).code})`,
    });
  }
  return names;
}
