import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { parse, stringify } from 'yaml';
import { LabFileError } from '../errors.ts';
import { readLayers } from '../topology/layers.ts';
import { FILES } from '../topology/load.ts';
import { isMap, overlay } from '../topology/overlay.ts';
import { asksForCause } from './answers.ts';
import type { LabOverlay, Question, Task } from './exercise.ts';
import type { FoundExercise } from './find.ts';
import { draw, UNVARIED, variationOf } from './variation.ts';
import type { Variation } from './variation.ts';

/** An exercise as one student has it. */
export interface Work {
  readonly exercise: FoundExercise;
  /** Null for the exercise as it is written. */
  readonly student: string | null;
  readonly variation: Variation;
  readonly task: Task;
  /** Name of its lab. */
  readonly lab: string;
}

/** The exercise as the student of that ID has it: the same ID gives the same. */
export function workOf(exercise: FoundExercise, student: string | null): Work {
  const seed = `${exercise.name} ${student ?? ''}`;
  const variation = student === null ? UNVARIED : variationOf(seed, documentOf(exercise));
  const variant = exercise.variants[draw(seed, 'variant') % exercise.variants.length];
  const task = exercise.task(variant, variation.text);
  return { exercise, student, variation, task: renumbered(task, variation), lab: labName(exercise, student) };
}

/** Checks are functions, which have renumbered by themselves what they look for. */
function renumbered(task: Task, { data }: Variation): Task {
  const { items, ...rest } = task;
  return {
    ...data(rest),
    items: items.map((item) => ({ ...item, name: data(item.name), reason: data(item.reason) })),
  };
}

/** The longest that a lab's name can be. */
const NAME_LENGTH = 32;

function labName({ name }: FoundExercise, student: string | null): string {
  const words = ['ex', name.split('-')[0] ?? name, ...(student === null ? [] : [student])].join('-');
  const plain = words.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  if (plain.length <= NAME_LENGTH && plain === words) return plain;
  const digest = createHash('sha256').update(words).digest('hex').slice(0, 6);
  return `${plain.slice(0, NAME_LENGTH - 7).replace(/-+$/, '')}-${digest}`;
}

/** What the exercise's lab.yaml holds, with all that it extends. */
export function documentOf({ folder }: FoundExercise): unknown {
  const file = join(folder, LAB_FILE);
  const { value, problems } = readLayers({ file, text: FILES.read(file) }, FILES.read);
  if (problems.length > 0) throw new LabFileError(problems);
  return value;
}

const LAB_FILE = 'lab.yaml';
/** Where a student answers. */
export const ANSWERS_FILE = 'answers.yaml';
/** What of an exercise's folder is not the student's. */
const NOT_FOR_STUDENTS = /^(exercise\.\w+|solution(\/.*)?|lab\.yaml)$/;

/** What the student's folder begins with, by paths relative to it. */
export function firstFiles(work: Work): ReadonlyMap<string, string> {
  const { exercise, task, variation, lab } = work;
  const named = (text: string): string =>
    text.replaceAll(`S2S_LAB=${labName(exercise, null)}`, `S2S_LAB=${lab}`);
  const own = FILES.list(exercise.folder).filter((path) => !NOT_FOR_STUDENTS.test(path));
  const copied = { ...Object.fromEntries(own.map((path) => [path, path])), ...task.start?.files };
  const files = Object.entries(copied).map(([path, from]): [string, string] => [
    path,
    named(variation.text(FILES.read(join(exercise.folder, from)))),
  ]);
  return new Map([
    ...files,
    [LAB_FILE, labText(work)],
    ...(task.questions === undefined ? [] : [[ANSWERS_FILE, answersText(task.questions)] as const]),
  ]);
}

/** The student's lab.yaml: one file, without `extends`. Where the exercise's own has neither base nor overlay, its comments stay. */
function labText(work: Work): string {
  const { exercise, task, variation, lab } = work;
  const text = readFileSync(join(exercise.folder, LAB_FILE), 'utf8');
  const over = task.start?.lab;
  if (over === undefined && !/^extends:/m.test(text)) {
    return variation
      .text(text)
      .replace(/^name:.*$/m, `name: ${lab}`)
      .replace(/^# yaml-language-server:.*\n/, '');
  }
  const document = { ...(variation.data(documentOf(exercise)) as object), name: lab };
  return stringify(over === undefined ? document : overlay(document, over));
}

/** A lab file's text with an overlay laid over it; null removes what is there, and is nothing where there is nothing. */
export function overlaid(text: string, over: LabOverlay): string {
  const document: unknown = parse(text);
  return stringify(withoutNulls(isMap(document) ? overlay(document, over) : over));
}

function withoutNulls(value: unknown): unknown {
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutNulls(each)]));
}

function answersText(questions: readonly Question[]): string {
  const asked = questions.flatMap((question) => {
    const { name, ask } = question;
    return [
      `# ${ask}`,
      ...(asksForCause(question)
        ? [
            '# code: one of docs/causes.md, or healthy where nothing is broken; at: the node or object where it is.',
            `${name}: { code: , at: }`,
          ]
        : [`${name}:`]),
      '',
    ];
  });
  return ['# Write your answers behind the colons. `s2s exercise submit` judges them.', ...asked].join('\n');
}
