import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { FILES } from '../topology/load.ts';
import type { Doing } from './exercise.ts';
import type { FoundExercise } from './find.ts';
import { documentOf } from './work.ts';

/**
 * A digest of all that an exercise is graded by: another one is another exercise. It is of the files in its folder, of those
 * elsewhere that they use (what a module imports by a path, what a solution takes from another exercise), and of what the
 * lab file extends. Where they lie counts for those of the folder alone, so that it is the same on any machine.
 */
export function checksumOf(exercise: FoundExercise): string {
  const { folder } = exercise;
  const own = FILES.list(folder).map((path) => join(folder, path));
  const hash = createHash('sha256');
  for (const path of own) hash.update(`${relative(folder, path)}\0`).update(readFileSync(path));
  const others = [...usedBy(exercise, own)].filter((path) => !own.includes(path)).map(digestOf);
  for (const digest of others.sort()) hash.update(digest);
  return hash
    .update(JSON.stringify(documentOf(exercise)))
    .digest('hex')
    .slice(0, 16);
}

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The files that an exercise uses, its own and others, as absolute paths. */
function usedBy({ folder, variants, task }: FoundExercise, own: readonly string[]): Set<string> {
  const used = new Set<string>();
  const visit = (path: string): void => {
    if (used.has(path) || !existsSync(path)) return;
    used.add(path);
    if (!/\.[mc]?[jt]s$/.test(path)) return;
    for (const [, specifier = ''] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
      visit(join(dirname(path), specifier));
    }
  };
  own.forEach(visit);
  for (const variant of variants) {
    const { start = {}, solution, wrongWays = [] } = task(variant, (text) => text);
    const doings = [{ files: start.files ?? {} }, solution, ...wrongWays.map(({ does }) => does)];
    doings.flatMap(filesOf).forEach((path) => visit(join(folder, path)));
  }
  return used;
}

/** What a module names by a path. */
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** Paths that something done to an exercise takes files from, relative to the exercise's folder. */
function filesOf({ lab = [], files = {} }: Doing): string[] {
  return [...Object.values(files), ...lab.filter((layer) => typeof layer === 'string')];
}
