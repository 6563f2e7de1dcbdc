import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import { findModule, loadDefault } from '../load-module.ts';
import type { ModuleKind } from '../load-module.ts';
import { exerciseFaults } from './check-exercise.ts';
import { exerciseNames, packagedExercise } from './courses.ts';
import type { Exercise } from './exercise.ts';
import { located } from './locate.ts';

/** An exercise with the folder it was found in. */
export interface FoundExercise extends Exercise {
  /** The folder's name. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** What finds it again, wherever one is: its name, or the absolute path of a folder that is not meant by its name. */
  readonly source: string;
}

const EXERCISE: ModuleKind = {
  what: 'exercise',
  names: exerciseNames,
  packaged: packagedExercise,
  hint: '`s2s exercise new` writes one',
};

/**
 * Loads an exercise.
 * @param nameOrFolder the name or number of one that comes with the package, or the path of a folder that has an exercise.ts.
 * @throws {UsageError} if there is none, or its file cannot be loaded or is not right.
 */
export async function findExercise(nameOrFolder: string): Promise<FoundExercise> {
  const { folder, file, source } = findModule(nameOrFolder, EXERCISE);
  const hint = "export default exercise({ title: '…', … }), with exercise from 's2s-lab'";
  const loaded = await loadDefault(file, 'exercise', hint);
  const faults = exerciseFaults(loaded, folder, file);
  if (faults.length > 0) {
    const text = readFileSync(file, 'utf8');
    throw new UsageError(
      faults.map((each) => (each.file === undefined ? { file, ...located(each, text) } : each)),
    );
  }
  return { ...(loaded as Exercise), name: basename(folder), folder, source };
}
