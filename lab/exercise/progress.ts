import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../errors.ts';

const EVENT = z.looseObject({
  at: z.iso.datetime(),
  did: z.enum(['start', 'check', 'hint', 'explain', 'reset', 'solve', 'submit']),
});

const TRY = z.strictObject({
  id: z.string(),
  startedAt: z.iso.datetime(),
  hints: z.int(),
  solved: z.boolean(),
  explained: z.array(z.strictObject({ from: z.string(), to: z.string(), steps: z.int() })),
  checks: z.int(),
  points: z.int(),
  of: z.int(),
  passed: z.array(z.string()),
  submitted: z.boolean(),
});

const RECORD = z.strictObject({
  source: z.string(),
  folder: z.string(),
  lab: z.string(),
  checksum: z.string(),
  tries: z.array(TRY),
  events: z.array(EVENT),
});

const FILE = z.strictObject({
  version: z.literal(1),
  student: z.string().nullable(),
  exercises: z.record(z.string(), RECORD),
});

/** How far one student is, in a file of the student's own. */
export type Progress = z.infer<typeof FILE>;
/** How far a student is with one exercise. Only the last try counts. */
export type ExerciseRecord = z.infer<typeof RECORD>;
/** One try of an exercise, with the help that it took, and how far it came at the last check. */
export type Try = z.infer<typeof TRY>;
/** Something that a student did, and when; each has more that is its own, e.g. the points of a check. */
export type ProgressEvent = z.infer<typeof EVENT>;

/** Where the progress of a student is kept. */
export interface ProgressPlace {
  readonly student: string | null;
  readonly file: string;
}

/**
 * The file that is named, or one for each student in the folder that S2S_PROGRESS names (a shared one for a class), or
 * else in the user's state folder (XDG Base Directory Specification, XDG_STATE_HOME), where it survives reboots.
 */
export function progressPlace(student: string | null, file?: string): ProgressPlace {
  const { S2S_PROGRESS: shared = '', XDG_STATE_HOME: state = '' } = process.env;
  const folder =
    shared !== ''
      ? shared
      : join(state === '' ? join(homedir(), '.local', 'state') : state, 's2s-lab', 'exercises');
  return { student, file: resolve(file ?? join(folder, `${student ?? 'progress'}.json`)) };
}

/**
 * Reads a student's progress; nothing where there is no file.
 * @throws {UsageError} if the file is no progress, or another student's.
 */
export function readProgress({ student, file }: ProgressPlace): Progress {
  const read = readProgressFile(file);
  if (read === null) return { version: 1, student, exercises: {} };
  if (read.student === student) return read;
  throw new UsageError({
    file,
    what: `is the progress of ${read.student === null ? 'nobody with an ID' : `student ${read.student}`}`,
    hint: 'name your own by --student, or another file by --progress',
  });
}

/**
 * Reads a file of progress; null where there is none.
 * @throws {UsageError} if it is none.
 */
export function readProgressFile(file: string): Progress | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UsageError({ file, what: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
  }
  try {
    return FILE.parse(JSON.parse(text));
  } catch {
    throw new UsageError({
      file,
      what: 'is not a file of progress',
      hint: 'put it aside; `s2s exercise start` begins a new one',
    });
  }
}

/** Changes what is known of one exercise; the file is replaced as a whole, so that no reader sees half of it. */
export function keepProgress(
  place: ProgressPlace,
  exercise: string,
  change: (record: ExerciseRecord | undefined) => ExerciseRecord,
): ExerciseRecord {
  const progress = readProgress(place);
  const record = change(progress.exercises[exercise]);
  const text = JSON.stringify(
    { ...progress, exercises: { ...progress.exercises, [exercise]: record } },
    null,
    2,
  );
  try {
    mkdirSync(dirname(place.file), { recursive: true });
    writeFileSync(`${place.file}.${process.pid}`, `${text}\n`);
    renameSync(`${place.file}.${process.pid}`, place.file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError({
      file: place.file,
      what: `cannot be written (${code})`,
      hint: 'name another file by --progress, or a folder by S2S_PROGRESS',
    });
  }
  return record;
}

/** The try that counts. */
export function currentTry({ tries }: ExerciseRecord): Try {
  return tries.at(-1)!;
}

/** How many steps of explanations a try has used. */
export function explainedSteps({ explained }: Try): number {
  return explained.reduce((sum, { steps }) => sum + steps, 0);
}

/** A record with its last try changed, and an event added. */
export function after(
  record: ExerciseRecord,
  event: Pick<ProgressEvent, 'did'> & Readonly<Record<string, unknown>>,
  changed: Partial<Try> = {},
): ExerciseRecord {
  const tries = [...record.tries.slice(0, -1), { ...currentTry(record), ...changed }];
  return { ...record, tries, events: [...record.events, { at: new Date().toISOString(), ...event }] };
}
