import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../errors.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FILES } from '../topology/load.ts';
import { nodeStates, withoutKeys } from './by-hand.ts';
import type { Grade } from './grade.ts';
import { currentTry, explainedSteps } from './progress.ts';
import type { ExerciseRecord } from './progress.ts';
import { checksumOf } from './digest.ts';
import type { Work } from './work.ts';

const LINES = z.array(z.string()).readonly();

const CONTENT = z.strictObject({
  version: z.literal(1),
  exercise: z.string(),
  /** Digest of the exercise's folder that it was graded by. */
  exerciseChecksum: z.string(),
  /** What addresses, keys and faults follow from. */
  student: z.string().nullable(),
  startedAt: z.string(),
  submittedAt: z.string(),
  tries: z.int(),
  checks: z.int(),
  hints: z.int(),
  explained: z.int(),
  solved: z.boolean(),
  points: z.int(),
  of: z.int(),
  items: z.array(
    z.strictObject({
      name: z.string(),
      points: z.int(),
      verdict: z.enum(['passed', 'failed', 'inconclusive']),
      evidence: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  events: z.array(z.looseObject({ at: z.string(), did: z.string() })),
  /** The student's files, without keys. */
  files: z.record(z.string(), z.string()),
  /** What the student's nodes had, without keys. */
  nodes: z.array(
    z.strictObject({
      node: z.string(),
      addresses: LINES,
      links: LINES,
      routes: LINES,
      rules: LINES,
      sysctls: LINES,
      tables: LINES,
      files: z.record(z.string(), z.string()),
    }),
  ),
});

const FILE = CONTENT.extend({ checksum: z.string() });

/** What a student hands in. */
export type Submission = z.infer<typeof FILE>;

/** What a student hands in, of a lab that has just been graded; signed with the key of the class, where it has one. */
export async function submissionOf(
  work: Work,
  record: ExerciseRecord,
  running: StartedLab,
  grade: Grade,
  key: string | null = null,
): Promise<Submission> {
  const last = currentTry(record);
  const content: z.infer<typeof CONTENT> = {
    version: 1,
    exercise: work.exercise.name,
    exerciseChecksum: checksumOf(work.exercise),
    student: work.student,
    startedAt: last.startedAt,
    submittedAt: new Date().toISOString(),
    tries: record.tries.length,
    checks: last.checks,
    hints: last.hints,
    explained: explainedSteps(last),
    solved: last.solved,
    points: grade.points,
    of: grade.of,
    items: grade.items.map(({ name, points, verdict, evidence, reason }) => ({
      name,
      points,
      verdict,
      evidence,
      reason,
    })),
    events: record.events,
    files: filesOf(record.folder),
    nodes: await nodeStates(running),
  };
  return signed(content, key);
}

/** A submission with its checksum: with a key one that nobody makes without it (HMAC, RFC 2104). */
export function signed(content: z.infer<typeof CONTENT>, key: string | null): Submission {
  return { ...content, checksum: checksumOfContent(content, key) };
}

/** The longest file of a student that is handed in. */
const MOST_BYTES = 64 * 1024;

function filesOf(folder: string): Record<string, string> {
  const files = FILES.list(folder).flatMap((path): [string, string][] => {
    if (/\.md$|^submission/.test(path)) return [];
    const bytes = readFileSync(join(folder, path));
    return bytes.length > MOST_BYTES ? [] : [[path, withoutKeys(bytes.toString())]];
  });
  return Object.fromEntries(files);
}

function checksumOfContent(content: object, key: string | null): string {
  const hash = key === null ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(JSON.stringify(sorted(content))).digest('hex');
}

/** The same data with its keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/**
 * Reads a submission.
 * @param key of the class: what was signed with another, or with none, is refused.
 * @throws {UsageError} if the file is none, or was edited.
 */
export function readSubmission(file: string, key: string | null = null): Submission {
  let parsed: ReturnType<typeof FILE.safeParse>;
  try {
    parsed = FILE.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError({ file, what: code === undefined ? 'is not JSON' : `cannot be read (${code})` });
  }
  if (!parsed.success) {
    throw new UsageError({
      file,
      key: parsed.error.issues[0]?.path.join('.') ?? '',
      what: 'is not a submission',
      hint: '`s2s exercise submit` writes one',
    });
  }
  const { checksum, ...content } = parsed.data;
  if (checksumOfContent(content, key) === checksum) return parsed.data;
  throw new UsageError({
    file,
    what:
      key === null
        ? 'was edited, or signed with a key: its checksum is another'
        : 'was edited, or not signed with the key of this class: its checksum is another',
    hint: 'have the student submit again, from the lab',
  });
}
