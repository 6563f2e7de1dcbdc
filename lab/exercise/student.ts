import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { SealedExercise } from '../faults/sealed.ts';
import { connect } from '../engine/connect.ts';
import { removeLab } from '../engine/started-lab.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { findExercise } from './find.ts';
import { answersIn, writeFirstFiles } from './folder.ts';
import { gradeTask } from './grade.ts';
import type { Grade } from './grade.ts';
import { bringLabOf, carryOut, isWhole, labOfTry, requireOwnLab, startLabOf } from './lab.ts';
import type { LabOptions } from './lab.ts';
import { requireOwnNumbers } from './own-numbers.ts';
import { after, currentTry, keepProgress, readProgress } from './progress.ts';
import type { ExerciseRecord, ProgressPlace, Try } from './progress.ts';
import { checksumOf } from './digest.ts';
import { workOf } from './work.ts';
import type { Work } from './work.ts';

/** An exercise that a student has begun. */
export interface Begun {
  readonly work: Work;
  readonly record: ExerciseRecord;
}

/**
 * The exercise that is meant: the one that is named, or the only one that the student has begun and not submitted.
 * @throws {UsageError} if it has not been started, or its folder is no longer as it was then.
 */
export async function begun(place: ProgressPlace, named?: string): Promise<Begun> {
  const { exercises } = readProgress(place);
  const name = named === undefined ? onlyOpen(exercises) : nameOf(exercises, named);
  const record = exercises[name]!;
  const exercise = await findExercise(record.source);
  if (checksumOf(exercise) !== record.checksum) {
    throw new UsageError({
      what: 'the exercise is no longer the one that was started: its folder has changed',
      value: exercise.folder,
      hint: `\`s2s exercise reset ${name}\` begins with the new one`,
    });
  }
  return { work: workOf(exercise, place.student), record };
}

function onlyOpen(exercises: Readonly<Record<string, ExerciseRecord>>): string {
  const open = Object.keys(exercises).filter((name) => !currentTry(exercises[name]!).submitted);
  if (open.length === 1) return open[0]!;
  throw open.length === 0
    ? new UsageError({
        what: 'no exercise is under way',
        hint: '`s2s exercise list` shows them, `s2s exercise start NAME` begins one',
      })
    : new UsageError({
        what: 'several exercises are under way',
        value: open.join(', '),
        hint: `name one, e.g. ${open[0]}`,
      });
}

function nameOf(exercises: Readonly<Record<string, ExerciseRecord>>, named: string): string {
  const names = Object.keys(exercises);
  const last =
    named
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? named;
  const found = names.find((name) => name === last || name.split('-')[0] === last);
  if (found !== undefined) return found;
  throw new UsageError({
    what: 'this exercise has not been started',
    value: named,
    hint: names.length === 0 ? `s2s exercise start ${named}` : nearestNameHint(last, names),
  });
}

/** What a start found or made. */
export interface Started extends Begun {
  /** `anew`: the first time; `again`: the lab, or a node of it, was gone; `running`: it is there, and was left alone. */
  readonly how: 'anew' | 'again' | 'running';
  /** Files that were written, relative to the folder. */
  readonly written: readonly string[];
}

/**
 * Begins an exercise, or goes on with it: a lab that is gone, or has lost a node, is brought up from the student's files, and nothing that was
 * achieved is lost. Files that are there are never overwritten.
 * @throws {LabNameError} if a lab of its name is somebody else's.
 */
export async function startExercise(
  source: string,
  place: ProgressPlace,
  { folder, ...options }: LabOptions & { readonly folder?: string },
): Promise<Started> {
  const exercise = await findExercise(source);
  const known = readProgress(place).exercises[exercise.name];
  if (known === undefined) return begin(workOf(exercise, place.student), place, folder, options);
  const { work, record } = await begun(place, exercise.name);
  const { id } = currentTry(record);
  const again = (written: readonly string[]): Started => {
    const event = { did: 'start', again: true } as const;
    const kept = keepProgress(place, exercise.name, (each) => after(each ?? record, event));
    return { work, record: kept, how: 'again', written };
  };
  const running = await labOfTry(work, id).catch(() => null);
  if (running === null) {
    await requireOwnLab(work, record.folder, place.file);
    const written = writeFirstFiles(work, record.folder);
    await (await startLabOf(work, record.folder, sealedAs(work, place, id), options)).close();
    return again(written);
  }
  const isComplete = await isWhole(running);
  await running.close();
  if (isComplete) return { work, record, how: 'running', written: [] };
  await (await bringLabOf(work, record.folder, options)).close();
  return again([]);
}

async function begin(
  work: Work,
  place: ProgressPlace,
  asked: string | undefined,
  options: LabOptions,
): Promise<Started> {
  const { exercise, lab } = work;
  const folder = resolve(asked ?? exercise.name);
  await requireOwnLab(work, folder, place.file);
  const written = writeFirstFiles(work, folder);
  const fresh = newTry();
  await (await startLabOf(work, folder, sealedAs(work, place, fresh.id), options)).close();
  const record = keepProgress(place, exercise.name, () => {
    const first = {
      source: exercise.source,
      folder,
      lab,
      checksum: checksumOf(exercise),
      tries: [fresh],
      events: [],
    };
    return after(first, { did: 'start' });
  });
  return { work, record, how: 'anew', written };
}

function sealedAs({ exercise, student }: Work, place: ProgressPlace, id: string): SealedExercise {
  return { name: exercise.name, student, id, progress: place.file };
}

function newTry(): Try {
  return {
    id: randomUUID(),
    startedAt: new Date().toISOString(),
    hints: 0,
    solved: false,
    explained: [],
    checks: 0,
    points: 0,
    of: 0,
    passed: [],
    submitted: false,
  };
}

/** Grades what a student has now; what the answers are worth only `judging` says. */
export async function checkExercise(
  place: ProgressPlace,
  { work, record }: Begun,
  judging = false,
): Promise<{ readonly grade: Grade; readonly record: ExerciseRecord; readonly running: StartedLab }> {
  const answers = answersIn(work, record.folder);
  const running = await labOfTry(work, currentTry(record).id);
  requireOwnNumbers(work, running.definition);
  const grade = await gradeTask(running, work.task, answers, judging);
  const { points, of } = grade;
  const passed = grade.items.filter(({ verdict }) => verdict === 'passed').map(({ name }) => name);
  const kept = keepProgress(place, work.exercise.name, (each = record) =>
    after(
      each,
      { did: judging ? 'submit' : 'check', points },
      { checks: currentTry(each).checks + 1, points, of, passed, ...(judging ? { submitted: true } : {}) },
    ),
  );
  return { grade, record: kept, running };
}

/** The hints so far, with the next one; its use is counted. */
export function nextHint(
  place: ProgressPlace,
  { work, record }: Begun,
): { readonly shown: readonly string[]; readonly left: number } {
  const { hints } = work.task;
  const used = Math.min(currentTry(record).hints + 1, hints.length);
  if (used > currentTry(record).hints) {
    keepProgress(place, work.exercise.name, (each = record) =>
      after(each, { did: 'hint', number: used }, { hints: used }),
    );
  }
  return { shown: hints.slice(0, used), left: hints.length - used };
}

/** Begins an exercise anew: its lab, and the files of its folder. What was achieved before no longer counts. */
export async function resetExercise(
  place: ProgressPlace,
  { exercise: named, ...options }: LabOptions & { readonly exercise: string },
): Promise<Begun> {
  const { exercises } = readProgress(place);
  const name = nameOf(exercises, named);
  const known = exercises[name]!;
  const work = workOf(await findExercise(known.source), place.student);
  await requireOwnLab(work, known.folder, place.file);
  await removeLab(await connect(), work.lab);
  writeFirstFiles(work, known.folder, true);
  const fresh = newTry();
  const of = sealedAs(work, place, fresh.id);
  await (await startLabOf(work, known.folder, of, options)).close();
  const record = keepProgress(place, name, (each = known) =>
    after(
      { ...each, checksum: checksumOf(work.exercise), lab: work.lab, tries: [...each.tries, fresh] },
      { did: 'reset' },
    ),
  );
  return { work, record };
}

/** Carries the exercise's own solution out in the student's lab; it counts as help. */
export async function solveExercise(
  place: ProgressPlace,
  { work, record }: Begun,
  options: LabOptions = {},
): Promise<void> {
  await using running = await labOfTry(work, currentTry(record).id);
  keepProgress(place, work.exercise.name, (each = record) => after(each, { did: 'solve' }, { solved: true }));
  await (await carryOut(work, record.folder, running, work.task.solution, options)).close();
}
