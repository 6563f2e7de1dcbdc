import { access, constants, mkdir, open, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Writes a file that the user asked for.
 * @throws {UsageError} if it cannot be written.
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  await orRefuse(file, () => writeFile(file, text));
}

/**
 * Makes sure that a file can be written, before the work whose result it is to hold; it is empty
 * afterwards. The folders that it is to lie in are made.
 * @throws {UsageError} if it cannot.
 */
export async function claimOutput(file: string): Promise<void> {
  await orRefuse(file, () => mkdir(dirname(file), { recursive: true }));
  await writeOutput(file, '');
}

/**
 * Makes sure that a folder can be made, without making it.
 * @throws {UsageError} if it cannot.
 */
export async function checkFolder(folder: string): Promise<void> {
  await orRefuse(folder, async () => {
    let nearest = resolve(folder);
    while (!(await exists(nearest))) nearest = dirname(nearest);
    const handle = await open(nearest, constants.O_DIRECTORY);
    await handle.close();
    await access(nearest, constants.W_OK);
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}

async function orRefuse(file: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError({ file, what: `cannot be written (${code})` }, { cause: error });
  }
}
