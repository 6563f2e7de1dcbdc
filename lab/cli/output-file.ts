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
 * Writes a file that must not be there yet; the folders that it is to lie in are made.
 * @param mode who may read it; as with every new file by default.
 * @throws {UsageError} if it is there, or cannot be written.
 */
export async function createOutput(file: string, text: string, mode = 0o666): Promise<void> {
  await makeFolderOf(file);
  await orRefuse(file, async () => {
    await writeFile(file, text, { flag: 'wx', mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new UsageError({ file, what: 'is there already', hint: 'remove it, or name another file' });
    });
  });
}

/**
 * Makes sure that a file can be written, before the work whose result it is to hold; it is empty
 * afterwards. The folders that it is to lie in are made.
 * @throws {UsageError} if it cannot.
 */
export async function claimOutput(file: string): Promise<void> {
  await makeFolderOf(file);
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

async function makeFolderOf(file: string): Promise<void> {
  await orRefuse(file, () => mkdir(dirname(file), { recursive: true }));
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
    if (error instanceof UsageError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError({ file, what: `cannot be written (${code})` }, { cause: error });
  }
}
