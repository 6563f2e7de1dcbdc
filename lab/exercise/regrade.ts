import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { loadLab } from '../topology/load.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { commandsBetween, nodeStates, tunnelKeysOf } from './by-hand.ts';
import { findExercise } from './find.ts';
import { answersIn, labFileOf } from './folder.ts';
import { gradeTask } from './grade.ts';
import type { Grade } from './grade.ts';
import { carryOutCommands, startLabOf } from './lab.ts';
import type { LabOptions } from './lab.ts';
import { requireOwnNumbers } from './own-numbers.ts';
import type { Submission } from './submission.ts';
import { checksumOf } from './digest.ts';
import { workOf } from './work.ts';

/** A submission, graded again in a lab of its own. */
export interface Regraded {
  readonly submission: Submission;
  readonly grade: Grade;
  /** Items whose verdict is another than the submission has. */
  readonly otherwise: readonly string[];
}

/**
 * Grades a submission again: a new lab is brought up from its files, gets what the exercise begins with, and what the student's nodes
 * had. Only what comes of that counts.
 * @param source folder of the exercise, where it is none of the package.
 * @throws {UsageError} if it is of another version of the exercise, or has the addresses of another student.
 */
export async function regrade(
  submission: Submission,
  { source = submission.exercise, ...options }: LabOptions & { readonly source?: string } = {},
): Promise<Regraded> {
  const exercise = await findExercise(source);
  if (checksumOf(exercise) !== submission.exerciseChecksum) {
    throw new UsageError({
      what: `the submission is of another version of exercise ${exercise.name}`,
      value: submission.exerciseChecksum,
      hint: 'grade it with the package, or the folder, that the student had',
    });
  }
  const id = randomUUID();
  const work = { ...workOf(exercise, submission.student), lab: `grade-${id.slice(0, 8)}` };
  const folder = mkdtempSync(join(tmpdir(), 's2s-grade-'));
  const of = { name: exercise.name, student: work.student, id, progress: '' };
  let running: StartedLab | null = null;
  try {
    for (const [path, text] of Object.entries(submission.files)) {
      const file = join(folder, path);
      if (!file.startsWith(`${folder}/`))
        throw new UsageError({ what: 'has a file outside its folder', value: path });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    requireOwnNumbers(work, loadLab(labFileOf(folder)));
    running = await startLabOf(work, folder, of, { ...options, ephemeral: true });
    await replay(running, submission);
    const grade = await gradeTask(running, work.task, answersIn(work, folder), true);
    const before = new Map(submission.items.map(({ name, verdict }) => [name, verdict]));
    const otherwise = grade.items
      .filter(({ name, verdict }) => before.get(name) !== verdict)
      .map(({ name, verdict }) => `${name}: ${before.get(name) ?? 'not there'}, now ${verdict}`);
    return { submission, grade, otherwise };
  } finally {
    await running?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has the student's nodes have what they had when it was submitted. */
async function replay(running: StartedLab, { nodes }: Submission): Promise<void> {
  const [states, keys] = await Promise.all([nodeStates(running), tunnelKeysOf(running)]);
  const commands = nodes.flatMap((wanted) => {
    const now = states.find(({ node }) => node === wanted.node);
    return now === undefined ? [] : commandsBetween(now, wanted, keys);
  });
  await carryOutCommands(running, commands);
}
