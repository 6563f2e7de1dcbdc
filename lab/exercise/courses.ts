import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { packageFile } from '../package-file.ts';

/** Folder of the exercises that come with the package. */
export const EXERCISES_FOLDER = packageFile('exercises/');

/** Exercises that belong together. */
export interface Course {
  readonly name: string;
  readonly title: string;
  /** Names of the exercises, which are their folders, in the order to do them. */
  readonly exercises: readonly string[];
}

const FILE = z.array(z.strictObject({ name: z.string(), title: z.string(), exercises: z.array(z.string()) }));

let read: readonly Course[] | null = null;

/** The courses of the package, as exercises/courses.yaml has them. */
export function courses(): readonly Course[] {
  return (read ??= FILE.parse(parse(readFileSync(join(EXERCISES_FOLDER, 'courses.yaml'), 'utf8'))));
}

/** The names of the exercises of the package, in their order. */
export function exerciseNames(): string[] {
  return courses().flatMap(({ exercises }) => exercises);
}

/** The folder of an exercise of the package by its name or number, e.g. `13`; undefined if there is none. */
export function packagedExercise(nameOrNumber: string): string | undefined {
  const name = exerciseNames().find((each) => each === nameOrNumber || each.split('-')[0] === nameOrNumber);
  const folder = name === undefined ? undefined : join(EXERCISES_FOLDER, name);
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}
