import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { UsageError } from '../errors.ts';
import { rightAnswer, asGiven, readAnswers } from './answers.ts';
import type { GivenAnswers } from './answers.ts';
import type { Doing, LabOverlay } from './exercise.ts';
import { ANSWERS_FILE, firstFiles, overlaid } from './work.ts';
import type { Work } from './work.ts';

/** Where a student's lab file lies. */
export const labFileOf = (folder: string): string => join(folder, 'lab.yaml');

/**
 * Writes the files that a student begins with.
 * @param again whether files that are there are written anew, and others in their folders, as a router's, removed; otherwise they
 * are left, whatever is in them.
 * @returns the paths of those that were written, relative to the folder.
 */
export function writeFirstFiles(work: Work, folder: string, again = false): string[] {
  if (resolve(folder) === work.exercise.folder) {
    throw new UsageError({
      what: "is the exercise's own folder",
      value: folder,
      hint: 'start it elsewhere, or name another folder by --folder',
    });
  }
  const files = firstFiles(work);
  if (again) emptyFolders(folder, files);
  return [...files].flatMap(([path, text]) => {
    if (existsSync(join(folder, path)) && !again) return [];
    writeFile(join(folder, path), text);
    return [path];
  });
}

/**
 * Empties the folders that files lie in, as a router's: its router would have what has been added to it. The folders
 * themselves stay, for somebody may be in one.
 */
function emptyFolders(folder: string, files: ReadonlyMap<string, string>): void {
  const tops = [...files.keys()].flatMap((path) => (path.includes('/') ? [path.split('/')[0]!] : []));
  for (const top of new Set(tops)) {
    const at = join(folder, top);
    for (const name of existsSync(at) ? readdirSync(at) : []) rmSync(join(at, name), { recursive: true });
  }
}

function writeFile(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError({
      file: path,
      what: `cannot be written (${(error as NodeJS.ErrnoException).code})`,
      hint: 'name a folder of your own by --folder',
    });
  }
}

/** Does to the files of a student's folder what a solution, or a wrong way, does to them. */
export function editFiles(work: Work, folder: string, { lab, files = {}, answers }: Doing): void {
  for (const [path, from] of Object.entries(files)) {
    const text = readFileSync(join(work.exercise.folder, from), 'utf8');
    const named = path === 'lab.yaml' ? text.replace(/^name:.*$/m, `name: ${work.lab}`) : text;
    writeFile(join(folder, path), work.variation.text(named));
  }
  for (const layer of lab ?? []) {
    const file = labFileOf(folder);
    writeFile(file, overlaid(readFileSync(file, 'utf8'), layerOf(work, layer)));
  }
  const { questions = [] } = work.task;
  if (questions.length === 0) return;
  const given = questions.map((question) => {
    const answer = answers?.[question.name];
    return [question.name, answer === undefined ? rightAnswer(question) : asGiven(answer)];
  });
  writeFile(join(folder, ANSWERS_FILE), `${JSON.stringify(Object.fromEntries(given), null, 2)}\n`);
}

/** What is laid over the student's lab file: as it stands, or the own keys of a lab file of the exercises. */
function layerOf({ exercise, variation }: Work, layer: LabOverlay | string): LabOverlay {
  if (typeof layer !== 'string') return layer;
  const document = parse(readFileSync(join(exercise.folder, layer), 'utf8')) as LabOverlay;
  const { name: _, extends: __, ...keys } = document;
  return variation.data(keys);
}

/**
 * The answers in a student's folder; none where the file is gone.
 * @throws {UsageError} with every answer that is not written as it has to be.
 */
export function answersIn(work: Work, folder: string): GivenAnswers {
  const { questions = [] } = work.task;
  const file = join(folder, ANSWERS_FILE);
  if (questions.length === 0 || !existsSync(file)) return {};
  return readAnswers(questions, { file: relative(process.cwd(), file), text: readFileSync(file, 'utf8') });
}
