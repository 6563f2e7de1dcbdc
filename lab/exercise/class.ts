import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Verdict } from '../probe/verdict.ts';
import { escapeMarkup } from '../scenario/report/escape.ts';
import { findExercise } from './find.ts';
import { currentTry, explainedSteps, readProgressFile } from './progress.ts';
import type { ExerciseRecord, Progress } from './progress.ts';
import { workOf } from './work.ts';

/** How far one student is with one exercise. */
export interface ClassRow {
  readonly student: string;
  readonly exercise: string;
  readonly state: 'started' | 'submitted';
  readonly points: number;
  readonly of: number;
  readonly tries: number;
  readonly checks: number;
  readonly hints: number;
  readonly explained: number;
  readonly solved: boolean;
  /** Minutes since something more passed, or since the start; null once it is submitted. */
  readonly stuckMinutes: number | null;
  readonly items: readonly ClassItem[];
}

/** One item of one student. */
export interface ClassItem {
  readonly name: string;
  readonly points: number;
  /** As the last check, or the submission, has it. */
  readonly verdict: Verdict | 'not looked at';
  readonly reason: string | null;
}

/** A class: students by exercises and items. */
export interface ClassSheet {
  readonly rows: readonly ClassRow[];
  /** The items that most students have not got, the most first; only those that somebody has looked at. */
  readonly hardest: readonly {
    readonly exercise: string;
    readonly item: string;
    readonly open: number;
    readonly of: number;
  }[];
}

/**
 * The files of progress that are meant: those named, and those in folders that are.
 * @throws {UsageError} if one is not there, or is no file of progress.
 */
export function readClass(filesOrFolders: readonly string[]): Progress[] {
  return filesOrFolders.flatMap(progressFiles).flatMap((file) => readProgressFile(file) ?? []);
}

function progressFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UsageError({
      file: path,
      what: 'does not exist',
      hint: 'name the folder that the students have as S2S_PROGRESS, or files of progress',
    });
  }
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(path, name));
}

/** The sheet of a class at a time. */
export async function classSheet(class_: readonly Progress[], now: Date): Promise<ClassSheet> {
  const rows = await Promise.all(
    class_.flatMap(({ student, exercises }) =>
      Object.entries(exercises).map(([name, record]) => rowOf(student, name, record, now)),
    ),
  );
  return { rows, hardest: hardestOf(rows) };
}

async function rowOf(
  student: string | null,
  exercise: string,
  record: ExerciseRecord,
  now: Date,
): Promise<ClassRow> {
  const last = currentTry(record);
  const { task } = workOf(await findExercise(record.source), student);
  const graded = [
    ...task.items,
    ...(task.questions ?? []).map(({ name, points, ask }) => ({ name, points, reason: ask })),
  ];
  return {
    student: student ?? '-',
    exercise,
    state: last.submitted ? 'submitted' : 'started',
    points: last.points,
    of: graded.reduce((sum, { points }) => sum + points, 0),
    tries: record.tries.length,
    checks: last.checks,
    hints: last.hints,
    explained: explainedSteps(last),
    solved: last.solved,
    stuckMinutes: last.submitted ? null : Math.floor((now.getTime() - lastGain(record)) / 60_000),
    items: graded.map(({ name, points, reason }) => {
      const isPassed = last.passed.includes(name);
      const verdict = isPassed ? 'passed' : last.checks === 0 ? 'not looked at' : 'failed';
      return { name, points, verdict, reason: isPassed ? null : reason };
    }),
  };
}

/** When the points of the last try rose last, in milliseconds since 1970; its start, if they have not. */
export function lastGain({ tries, events }: Pick<ExerciseRecord, 'tries' | 'events'>): number {
  const start = Date.parse(tries.at(-1)!.startedAt);
  let [best, at] = [0, start];
  for (const event of events) {
    const points = Number(event.points ?? 0);
    if (Date.parse(event.at) < start || points <= best) continue;
    [best, at] = [points, Date.parse(event.at)];
  }
  return at;
}

function hardestOf(rows: readonly ClassRow[]): ClassSheet['hardest'] {
  const counts = new Map<string, { exercise: string; item: string; open: number; of: number }>();
  for (const { exercise, items } of rows) {
    for (const { name, verdict } of items) {
      if (verdict === 'not looked at') continue;
      const key = `${exercise}\0${name}`;
      const count = counts.get(key) ?? { exercise, item: name, open: 0, of: 0 };
      counts.set(key, { ...count, open: count.open + (verdict === 'passed' ? 0 : 1), of: count.of + 1 });
    }
  }
  return [...counts.values()].filter(({ open }) => open > 0).sort((a, b) => b.open / b.of - a.open / a.of);
}

/** The sheet as CSV (RFC 4180), a line for each student and item. */
export function classCsv({ rows }: ClassSheet): string {
  const head = [
    'student',
    'exercise',
    'state',
    'item',
    'verdict',
    'points',
    'of',
    'reason',
    'tries',
    'checks',
    'hints',
    'explain',
    'solution',
    'minutes without gain',
  ];
  const lines = rows.flatMap((row) =>
    row.items.map(({ name, points, verdict, reason }) => [
      row.student,
      row.exercise,
      row.state,
      name,
      verdict,
      verdict === 'passed' ? points : 0,
      points,
      reason ?? '',
      row.tries,
      row.checks,
      row.hints,
      row.explained,
      row.solved ? 'yes' : 'no',
      row.stuckMinutes ?? '',
    ]),
  );
  return [head, ...lines].map((line) => line.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** A field that no spreadsheet takes for a formula. */
function csvField(value: string | number): string {
  const text = String(value);
  const plain = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The sheet as a page: students by items, a table for each exercise. */
export function classHtml({ rows, hardest }: ClassSheet): string {
  const exercises = [...new Set(rows.map(({ exercise }) => exercise))].sort();
  const tables = exercises.map((exercise) => {
    const own = rows.filter((row) => row.exercise === exercise);
    const names = [...new Set(own.flatMap(({ items }) => items.map(({ name }) => name)))];
    const cell = (row: ClassRow, name: string): string => {
      const item = row.items.find((each) => each.name === name);
      const mark = { passed: '✓', failed: '✗', inconclusive: '?', 'not looked at': '' }[
        item?.verdict ?? 'not looked at'
      ];
      return `<td class="${item?.verdict === 'passed' ? 'passed' : 'open'}" title="${escapeMarkup(item?.reason ?? '')}">${mark}</td>`;
    };
    const head = ['student', 'points', ...names, 'hints', 'explain', 'solution', 'tries', 'stuck'];
    const body = own.map(
      (row) =>
        `<tr><th>${escapeMarkup(row.student)}</th><td>${row.points} of ${row.of}</td>${names.map((name) => cell(row, name)).join('')}<td>${row.hints}</td><td>${row.explained}</td><td>${row.solved ? 'yes' : ''}</td><td>${row.tries}</td><td>${row.stuckMinutes === null ? 'submitted' : `${row.stuckMinutes} min`}</td></tr>`,
    );
    return `<h2>${escapeMarkup(exercise)}</h2>\n<table><tr>${head.map((name) => `<th>${escapeMarkup(name)}</th>`).join('')}</tr>\n${body.join('\n')}\n</table>`;
  });
  const list = hardest
    .slice(0, 10)
    .map(
      ({ exercise, item, open, of }) =>
        `<li>${escapeMarkup(exercise)}: ${escapeMarkup(item)}, ${open} of ${of}</li>`,
    );
  return `<!doctype html>
<meta charset="utf-8">
<title>Class</title>
<style>body{font:14px sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:2px 8px}.passed{background:#cfc}.open{background:#fdd}</style>
<h1>Class</h1>
${tables.join('\n')}
<h2>Not passed by most</h2>
<ol>${list.join('')}</ol>
`;
}
