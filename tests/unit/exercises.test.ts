import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { courses, exerciseNames, EXERCISES_FOLDER } from '../../lab/exercise/courses.ts';
import type { Task } from '../../lab/exercise/exercise.ts';
import { findExercise } from '../../lab/exercise/find.ts';
import type { FoundExercise } from '../../lab/exercise/find.ts';
import { editFiles, labFileOf, writeFirstFiles } from '../../lab/exercise/folder.ts';
import { workOf } from '../../lab/exercise/work.ts';
import { themes } from '../../lab/scenario/themes.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { formatted } from './formatted.ts';

const EXERCISES = await Promise.all(exerciseNames().map((name) => findExercise(name)));
const fileOf = ({ folder }: FoundExercise, name: string): string => join(folder, name);

/** `npx vitest run --project unit tests/unit/exercises.test.ts -u` writes them anew. */
async function expectPage(file: string, markdown: string): Promise<void> {
  const text = await formatted(file, markdown);
  await expect(text).toMatchFileSnapshot(file);
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

it('courses.yaml has every exercise', () => {
  const folders = readdirSync(EXERCISES_FOLDER).filter((name) =>
    existsSync(join(EXERCISES_FOLDER, name, 'exercise.ts')),
  );
  expect([...exerciseNames()].sort()).toEqual(folders.sort());
});

it('docs/exercises.md says how many there are', () => {
  expect(readFileSync('docs/exercises.md', 'utf8')).toContain(`[${exerciseNames().length} exercises]`);
});

it('every theme of the scenarios has an exercise', () => {
  const taught = new Set(EXERCISES.map(({ theme }) => theme));
  expect(themes().flatMap(({ title }) => (taught.has(title) ? [] : [title]))).toEqual([]);
});

it('exercises/README.md lists the courses, in their order', async () => {
  const sections = courses().map(({ title, name, exercises }) => {
    const all = exercises.map((each) => EXERCISES.find((exercise) => exercise.name === each)!);
    const minutes = all.reduce((sum, each) => sum + each.minutes, 0);
    const rows = all.map((each) => [
      `[${each.name}](${each.name}/README.md)`,
      each.title,
      each.goal,
      `${each.minutes} min`,
      each.theme ?? '',
    ]);
    return `## ${title}\n\nCourse \`${name}\`, ${minutes} minutes.\n\n${table(['exercise', 'title', 'the goal', 'takes', 'theme'], rows)}\n`;
  });
  await expectPage(
    join(EXERCISES_FOLDER, 'README.md'),
    `# Exercises

Three courses, in the order to do them (\`courses.yaml\`). \`s2s exercise\` lists them, \`s2s exercise start 01\` begins one, and
\`s2s exercise check\` says how far you are; [docs/exercises.md](../docs/exercises.md) has the rest, and
[docs/teaching.md](../docs/teaching.md) is for who teaches. Each is a folder: \`README.md\` (what to do, and what is assessed), \`lab.yaml\` (what
you begin with), \`exercise.ts\` (items, questions, hints, solution). The first course is the walk-through, step by step; its text is in
English (\`README.md\`) and in Korean (\`README.ko.md\`).

${sections.join('\n')}`,
  );
});

const ASSESSED = '## What is assessed';

/** What the end of a README says, so that it says what is graded. */
function assessed({ minutes }: FoundExercise, { items, questions = [], wrongWays = [] }: Task): string {
  const asked = questions.reduce((sum, { points }) => sum + points, 0);
  const rows = [
    ...items.map(({ name, points, kept }) => [
      kept === true ? `${name} (as from the beginning)` : name,
      String(points),
    ]),
    ...(asked > 0 ? [[`Your answers in \`answers.yaml\``, String(asked)]] : []),
  ];
  const ways = wrongWays.filter(({ does }) => does.answers === undefined).map(({ title }) => `- ${title}`);
  return [
    ASSESSED,
    `${minutes} minutes.`,
    table(['what', 'points'], rows),
    ...(ways.length > 0 ? ['## Ways that fall short', ways.join('\n')] : []),
  ].join('\n\n');
}

describe.each(EXERCISES.map((exercise) => [exercise.name, exercise] as const))('%s', (_, exercise) => {
  const works = exercise.variants.flatMap((variant) =>
    [null, 'kim', 'lee'].map((student) => workOf({ ...exercise, variants: [variant] }, student)),
  );

  it('has a README.md that ends with what is assessed', async () => {
    const file = fileOf(exercise, 'README.md');
    const [said] = readFileSync(file, 'utf8').split(ASSESSED);
    const { task } = workOf(exercise, null);
    await expectPage(file, `${said!.trim()}\n\n${assessed(exercise, task)}\n`);
  });

  it('is worth 100 points, whichever variant a student gets', () => {
    for (const { task } of works) {
      const graded = [...task.items, ...(task.questions ?? [])];
      expect(graded.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    }
  });

  it('begins with valid lab files, and its solution and wrong ways end with such', () => {
    for (const work of works) {
      const folder = mkdtempSync(join(tmpdir(), 's2s-exercise-'));
      try {
        const { solution, wrongWays = [] } = work.task;
        for (const doing of [{}, solution, ...wrongWays.map(({ does }) => does)]) {
          writeFirstFiles(work, folder, true);
          editFiles(work, folder, doing);
          loadLab(labFileOf(folder));
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });
});

const { exercises: BUILD } = courses().find(({ name }) => name === 'build')!;

describe.each(BUILD)('the Korean text of %s', (name) => {
  const [english, korean] = ['README.md', 'README.ko.md'].map((file) =>
    readFileSync(join(EXERCISES_FOLDER, name, file), 'utf8'),
  ) as [string, string];

  it('has the headings of the English one, in their order', () => {
    const levels = (text: string): string[] => text.match(/^#+(?= )/gm) ?? [];
    expect(levels(korean)).toEqual(levels(english));
  });

  it('has its blocks of code, its values and its commands', () => {
    const blocks = (text: string): string[] => text.match(/^ {4,}\S.*$/gm)?.map((line) => line.trim()) ?? [];
    const inline = (text: string): string[] => [...new Set(text.match(/`[^`]+`/g))].sort();
    expect(blocks(korean)).toEqual(blocks(english));
    expect(inline(korean)).toEqual(inline(english));
  });

  it('is in Korean, and has as many points and rows', () => {
    const rows = (text: string): number => text.match(/^\|/gm)?.length ?? 0;
    const items = (text: string): number => text.match(/^(-|\d+\.) /gm)?.length ?? 0;
    expect([rows(korean), items(korean)]).toEqual([rows(english), items(english)]);
    expect(korean.match(/[가-힣]/g)?.length ?? 0).toBeGreaterThan(200);
  });
});
