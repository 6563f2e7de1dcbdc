import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { loadDefault } from '../load-module.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { exerciseFaults } from './check-exercise.ts';
import { exerciseNames, packagedExercise } from './courses.ts';
import type { Exercise } from './exercise.ts';

/** An exercise with the folder it was found in. */
export interface FoundExercise extends Exercise {
  /** The folder's name. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
}

const FILES = ['exercise.ts', 'exercise.js', 'exercise.mjs'] as const;

/**
 * Loads an exercise.
 * @param nameOrFolder the name or number of one that comes with the package, or the path of a folder that has an exercise.ts.
 * @throws {UsageError} if there is none, or its file cannot be loaded or is not right.
 */
export async function findExercise(nameOrFolder: string): Promise<FoundExercise> {
  const isPath = /[/\\.]/.test(nameOrFolder);
  const folder = isPath ? resolve(nameOrFolder) : packagedExercise(nameOrFolder);
  const file = FILES.map((name) => join(folder ?? '', name)).find((each) => existsSync(each));
  if (folder === undefined || file === undefined) {
    throw new UsageError({
      what: isPath ? `has no ${FILES.join(' or ')}` : 'there is no such exercise',
      value: nameOrFolder,
      hint: isPath ? '`s2s exercise new` writes one' : nearestNameHint(nameOrFolder, exerciseNames()),
    });
  }
  const hint = "export default exercise({ title: '…', … }), with exercise from 's2s-lab'";
  const loaded = await loadDefault(file, 'exercise', hint);
  const faults = exerciseFaults(loaded, folder);
  if (faults.length > 0) throw new UsageError(faults.map((each) => ({ file, ...each })));
  return { ...(loaded as Exercise), name: basename(folder), folder };
}
