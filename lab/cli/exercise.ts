import { join } from 'node:path';
import type { Command } from 'commander';
import { classKey } from '../exercise/class-key.ts';
import type { Grade } from '../exercise/grade.ts';
import { readProgress } from '../exercise/progress.ts';
import {
  begun,
  checkExercise,
  nextHint,
  resetExercise,
  solveExercise,
  startExercise,
} from '../exercise/student.ts';
import { submissionOf } from '../exercise/submission.ts';
import { begunView, courseViews } from '../exercise/views.ts';
import { confirm } from './confirm.ts';
import { gradeExitCode } from './exit-code.ts';
import { placeOf, studentOptions } from './exercise/flags.ts';
import { defineTeacher } from './exercise/teacher.ts';
import type { StudentFlags } from './exercise/flags.ts';
import { formatBegun, formatCourses, formatGrade, formatHint, formatStarted } from './format/exercise.ts';
import { interruptible } from './interrupt.ts';
import { setManual } from './manual.ts';
import type { Manual } from './manual.ts';
import { writeOutput } from './output-file.ts';
import { print, say } from './output.ts';
import { showProgress } from './progress.ts';
import { orderly } from './usage-error.ts';

export function define(command: Command): void {
  studentOptions(setManual(command, MANUAL)).action(list);
  const add = (name: string, summary: string, examples: Manual['examples']): Command => {
    const manual = { examples, seeAlso: ['s2s exercise', 'docs/exercises.md'] };
    const added = studentOptions(setManual(command.command(name).description(summary), manual));
    orderly(added);
    return added;
  };
  command.commandsGroup('FOR STUDENTS');
  add('list', 'show the courses, as without a command', [['s2s exercise list']]).action(list);
  add('start', 'begin an exercise, or go on with it', [
    ['s2s exercise start 13'],
    ['s2s exercise start 13 --student kim', "with kim's own addresses and faults"],
    ['s2s exercise start ./my-exercise', "a teacher's own"],
  ])
    .argument('<exercise>', 'name, number or folder of an exercise')
    .option('--folder <folder>', 'where your files go; the name of the exercise without it')
    .action(start);
  const one = (added: Command): Command =>
    added.argument('[exercise]', 'name or number; the only one that is under way without it');
  one(add('status', 'show how far you are', [['s2s exercise status']])).action(status);
  one(add('check', 'look at the lab: what is so, and what is not yet', [['s2s exercise check']])).action(
    check,
  );
  one(add('hint', 'show the next hint; each is counted', [['s2s exercise hint']])).action(hint);
  one(
    add('reset', 'begin anew: the lab and the files of this exercise, nothing else', [
      ['s2s exercise reset'],
    ]),
  )
    .option('--yes', 'do not ask')
    .action(reset);
  one(add('solve', 'have the solution carried out in your lab; it is counted', [['s2s exercise solve']]))
    .option('--yes', 'do not ask')
    .action(solve);
  one(
    add('submit', 'have it graded with your answers, and write what you hand in', [['s2s exercise submit']]),
  )
    .option('--out <file>', 'file to write; submission.json in your folder without it')
    .option('--key <file>', 'key of the class to sign it with; that in S2S_PROGRESS without it')
    .action(submit);
  command.commandsGroup('FOR TEACHERS');
  defineTeacher((name, summary, example) => add(name, summary, [[example]]));
}

type Action = StudentFlags & {
  readonly yes?: boolean;
  readonly folder?: string;
  readonly out?: string;
  readonly key?: string;
};

async function list(_flags: Action, command: Command): Promise<void> {
  const { json = false, ...flags } = command.optsWithGlobals<Action>();
  print(await courseViews(readProgress(placeOf(flags))), json, formatCourses);
}

async function start(source: string, _flags: Action, command: Command): Promise<void> {
  const { json = false, folder, ...flags } = command.optsWithGlobals<Action>();
  using progress = showProgress();
  const started = await interruptible((signal) =>
    startExercise(source, placeOf(flags), {
      progress: progress.report,
      signal,
      ...(folder === undefined ? {} : { folder }),
    }),
  );
  progress[Symbol.dispose]();
  const { how, written } = started;
  print({ ...begunView(started), how, written }, json, formatStarted);
}

async function status(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, ...flags } = command.optsWithGlobals<Action>();
  print(begunView(await begun(placeOf(flags), named)), json, formatBegun);
}

async function check(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, ...flags } = command.optsWithGlobals<Action>();
  const place = placeOf(flags);
  const found = await begun(place, named);
  using progress = showProgress();
  progress.report('looking at the lab');
  const { grade, running } = await checkExercise(place, found);
  await running.close();
  progress[Symbol.dispose]();
  showGrade(found.work.exercise.name, grade, json);
}

function showGrade(exercise: string, grade: Grade, json: boolean): void {
  print({ exercise, ...grade }, json, formatGrade);
  process.exitCode = gradeExitCode(grade);
}

async function hint(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, ...flags } = command.optsWithGlobals<Action>();
  const place = placeOf(flags);
  print(nextHint(place, await begun(place, named)), json, formatHint);
}

async function reset(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, yes = false, ...flags } = command.optsWithGlobals<Action>();
  const place = placeOf(flags);
  const exercise = named ?? (await begun(place)).work.exercise.name;
  await confirm(`${exercise} begins anew: its lab, its files and its points are lost`, yes);
  using progress = showProgress();
  const result = await interruptible((signal) =>
    resetExercise(place, { exercise, progress: progress.report, signal }),
  );
  progress[Symbol.dispose]();
  print({ ...begunView(result), how: 'anew', written: [] } as const, json, formatStarted);
}

async function solve(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, yes = false, ...flags } = command.optsWithGlobals<Action>();
  const place = placeOf(flags);
  const found = await begun(place, named);
  await confirm(`the solution of ${found.work.exercise.name} is carried out in your lab and your files`, yes);
  using progress = showProgress();
  progress.report('carrying out the solution');
  await interruptible((signal) => solveExercise(place, found, { progress: progress.report, signal }));
  const { grade, running } = await checkExercise(place, await begun(place, found.work.exercise.name));
  await running.close();
  progress[Symbol.dispose]();
  showGrade(found.work.exercise.name, grade, json);
}

async function submit(named: string | undefined, _flags: Action, command: Command): Promise<void> {
  const { json = false, out, key: keyFile, ...flags } = command.optsWithGlobals<Action>();
  const key = classKey(keyFile);
  const place = placeOf(flags);
  const found = await begun(place, named);
  using progress = showProgress();
  progress.report('looking at the lab');
  const { grade, record, running } = await checkExercise(place, found, true);
  await using _ = running;
  const submission = await submissionOf(found.work, record, running, grade, key);
  const file = out ?? join(record.folder, 'submission.json');
  await writeOutput(file, `${JSON.stringify(submission, null, 2)}\n`);
  progress[Symbol.dispose]();
  showGrade(found.work.exercise.name, grade, json);
  say(`handed in as ${file}`);
}

const MANUAL: Manual = {
  description: [
    'An exercise gives you a lab that something is wrong with, or missing in, and a folder with its files. Mend it by the files and `s2s up`, or at the router by `s2s shell`; both count. `check` looks as often as you like, `submit` ends it.',
    'Whose exercises are meant says --student, or else S2S_STUDENT; without either they are as they are written. Progress is kept in the file that --progress names, or in the folder S2S_PROGRESS.',
  ],
  examples: [
    ['s2s exercise', 'the courses'],
    ['s2s exercise start 13 --student kim'],
    ['s2s exercise check'],
    ['s2s exercise hint'],
    ['s2s exercise reset --yes'],
  ],
  exit: {
    0: 'done; of check: every item passed',
    1: 'an item of check failed',
    4: 'an item was inconclusive, and none failed',
  },
  seeAlso: ['s2s up', 's2s shell', 's2s explain', 'docs/exercises.md', 'docs/teaching.md'],
};
