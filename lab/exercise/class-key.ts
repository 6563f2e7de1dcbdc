import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';

/** Its name in the folder that a class shares. */
const NAME = 'key';
/** A shorter one is guessed. */
const FEWEST_CHARACTERS = 16;

/**
 * The key that a class signs its submissions with: the text of the file that is named, or of `key` in the folder that S2S_PROGRESS
 * names; null where there is none. Whoever can read it can sign.
 * @throws {UsageError} if the file cannot be read, or is too short for a key.
 */
export function classKey(named?: string): string | null {
  const { S2S_PROGRESS: shared = '' } = process.env;
  const file = named ?? (shared === '' ? null : join(shared, NAME));
  if (file === null || (named === undefined && !existsSync(file))) return null;
  const key = readKey(file);
  if (key.length >= FEWEST_CHARACTERS) return key;
  throw new UsageError({
    file,
    what: 'is too short for a key',
    rule: `${FEWEST_CHARACTERS} characters at least`,
    hint: 'openssl rand -hex 32 makes one',
  });
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError({ file, what: `cannot be read (${code})` });
  }
}
