import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import { isFaultName } from '../faults/catalogue.ts';
import { themes } from '../scenario/themes.ts';
import { given } from '../given.ts';
import { lineOfError } from '../load-module.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Exercise, Item, Task } from './exercise.ts';

const TITLE_LENGTH = 60;
const HINT = 'the task of every variant is made before anything starts, and depends on nothing else';

interface Key {
  readonly isRight: (value: unknown) => boolean;
  readonly rule: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;
const isList = (value: unknown): boolean => Array.isArray(value);

const KEYS: Readonly<Record<keyof Exercise, Key>> = {
  title: {
    isRight: (value) => isText(value) && String(value).length <= TITLE_LENGTH,
    rule: `what it is about, in ${TITLE_LENGTH} characters at most`,
  },
  goal: { isRight: isText, rule: 'one sentence: what is so in the end' },
  theme: {
    isRight: (value) => value === undefined || themes().some(({ title }) => title === value),
    rule: 'the title of a theme of scenarios/themes.yaml',
  },
  minutes: { isRight: isCount, rule: 'how many minutes a student takes' },
  variants: {
    isRight: (value) => Array.isArray(value) && value.length > 0,
    rule: 'one variant at least; exercise() has one by itself',
  },
  task: {
    isRight: (value) => typeof value === 'function',
    rule: 'a function: (variant) => ({ items, hints, solution })',
  },
};

/** Everything that is wrong with what an exercise.ts, which is that file, exports by default, and with its folder. */
export function exerciseFaults(definition: object, folder: string, file = ''): Problem[] {
  const wrong = Object.entries(KEYS).flatMap(([key, { isRight, rule }]): Problem[] => {
    const value = (definition as Readonly<Record<string, unknown>>)[key];
    if (isRight(value)) return [];
    return [{ key, what: value === undefined ? 'is missing' : 'is not what it has to be', rule }];
  });
  const unknown = Object.keys(definition)
    .filter((key) => !(key in KEYS))
    .map((key) => ({
      key,
      what: 'there is no such key',
      hint: nearestNameHint(key, Object.keys(KEYS)),
    }));
  const missing = ['lab.yaml', 'README.md']
    .filter((name) => !existsSync(join(folder, name)))
    .map((name) => ({
      file: join(folder, name),
      what: 'is missing',
      hint: '`s2s exercise new` writes one',
    }));
  if (wrong.length > 0) return [...wrong, ...unknown, ...missing];
  return [...unknown, ...missing, ...everyTaskFaults(definition as Exercise, file)];
}

function everyTaskFaults({ variants, task }: Exercise, file: string): Problem[] {
  return variants.flatMap((variant, index) => {
    const key = `task of variant ${index + 1}`;
    try {
      return taskFaults(task(variant, (text) => text)).map((problem) => ({
        ...problem,
        key: `${key}: ${problem.key ?? ''}`,
      }));
    } catch (error) {
      if (error instanceof LabFileError) return [...error.problems];
      const value = error instanceof Error ? error.message : String(error);
      return [{ key, ...given({ line: lineOfError(error, file) }), what: 'throws', value, hint: HINT }];
    }
  });
}

/** What is wrong with the exercise that one student would get. */
function taskFaults(task: Task): Problem[] {
  const { items, questions = [], hints, solution, start = {}, wrongWays = [] } = task;
  const listed = { items, hints }; // each of which has to be there
  const lists = Object.entries(listed).filter(([, value]) => !isList(value));
  if (lists.length > 0) return lists.map(([key]) => ({ key, what: 'is no list' }));
  const graded = [...items, ...questions];
  const names = graded.map(({ name }) => name);
  const problem = (isWrong: boolean, key: string, what: string, rest: Omit<Problem, 'key' | 'what'> = {}) =>
    isWrong ? [{ key, what, ...rest }] : [];
  return [
    ...problem(graded.length === 0, 'items', 'there is nothing to grade'),
    ...problem(typeof solution !== 'object', 'solution', 'is missing'),
    ...graded.flatMap(({ name, points }) => [
      ...problem(!isText(name), 'name', 'is no text', { value: String(name) }),
      ...problem(!isCount(points), `points of '${name}'`, 'are no whole number above 0', {
        value: String(points),
        hint: 'e.g. points: 20',
      }),
      ...problem(names.indexOf(name) !== names.lastIndexOf(name), `'${name}'`, 'is there twice'),
    ]),
    ...items.flatMap(({ name, check, reason }) => [
      ...problem(
        typeof (check as Partial<Item['check']> | undefined)?.observe !== 'function',
        `check of '${name}'`,
        'is no check',
        {
          hint: "e.g. reaches('onprem-server', 'vpc-a-host')",
        },
      ),
      ...problem(!isText(reason), `reason of '${name}'`, 'is missing', {
        rule: 'what a student is told who has not got it',
      }),
    ]),
    ...(start.faults ?? []).flatMap(({ fault }) =>
      problem(!isFaultName(fault), 'start.faults', 'there is no such fault', {
        value: String(fault),
        hint: '`s2s fault kinds` lists them',
      }),
    ),
    ...wrongWays.flatMap(({ title, fails }) =>
      fails
        .filter((name) => !names.includes(name))
        .flatMap((name) =>
          problem(true, `wrong way '${title}'`, 'there is no such item or question', {
            value: name,
            hint: nearestNameHint(name, names),
          }),
        ),
    ),
  ];
}
