import type { Capacity } from '../../exercise/capacity.ts';
import type { ClassSheet } from '../../exercise/class.ts';
import type { Grade } from '../../exercise/grade.ts';
import type { Proof } from '../../exercise/prove.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** A class, a line for each student and exercise. */
export function formatClass({ rows, hardest }: ClassSheet, c: Colours): string {
  if (rows.length === 0) return 'Nobody has started an exercise.';
  const lines = rows.map((row) => [
    row.student,
    row.exercise,
    `${row.points} of ${row.of}`,
    row.items
      .map(({ verdict }) => (verdict === 'passed' ? c.green('✓') : verdict === 'failed' ? c.red('✗') : '·'))
      .join(''),
    String(row.hints),
    String(row.explained),
    row.solved ? 'yes' : '',
    row.stuckMinutes === null ? c.green('submitted') : `${row.stuckMinutes} min without gain`,
  ]);
  const head = ['STUDENT', 'EXERCISE', 'POINTS', 'ITEMS', 'HINTS', 'EXPLAIN', 'SOLUTION', 'STATE'];
  return [
    table(head, lines, c),
    ...(hardest.length === 0
      ? []
      : [
          section(
            'Not passed by most',
            table(
              [],
              hardest.slice(0, 5).map(({ exercise, item, open, of }) => [exercise, item, `${open} of ${of}`]),
              c,
            ),
            c,
          ),
        ]),
  ].join('\n');
}

/** A submission that was graded again. */
export interface RegradedView extends Grade {
  readonly file: string;
  readonly student: string | null;
  readonly exercise: string;
  readonly hints: number;
  readonly explained: number;
  readonly solved: boolean;
  readonly otherwise: readonly string[];
}

/** Submissions, graded again. */
export function formatRegraded(graded: readonly RegradedView[], c: Colours): string {
  return graded
    .flatMap(({ file, student, exercise, points, of, hints, explained, solved, otherwise }) => [
      `${c.bold(student ?? file)} ${exercise}: ${points} of ${of} points, ${hints} hints, explain ${explained}${solved ? ', with the solution' : ''}`,
      ...(otherwise.length === 0
        ? [c.dim('  the same as the submission has')]
        : otherwise.map((each) => c.red(`  ${each}`))),
    ])
    .join('\n');
}

/** How many labs a host carries. */
export function formatCapacity(capacity: Capacity, c: Colours): string {
  const { cores, memoryBytes, labs, byMemory, byProcessor, allUpSeconds, allGradedSeconds } = capacity;
  return [
    `${c.bold(`${labs} labs`)}, by estimate, on ${cores} cores and ${Math.round(memoryBytes / 1e9)} GB: ${byMemory} by memory, ${byProcessor} by processor.`,
    `All up in ${allUpSeconds} s if everybody starts at once; all graded in ${allGradedSeconds} s if everybody checks at once.`,
  ].join('\n');
}

/** An exercise that was written to begin with. */
export function formatNew(
  { folder, files }: { readonly folder: string; readonly files: readonly string[] },
  c: Colours,
): string {
  return [`${folder}: ${files.join(', ')}`, c.dim(`  s2s exercise prove ${folder} has it prove itself`)].join(
    '\n',
  );
}

/** What an exercise has shown of itself. */
export function formatProofs(
  { exercise, proofs }: { readonly exercise: string; readonly proofs: readonly Proof[] },
  c: Colours,
): string {
  return [
    c.bold(exercise),
    ...proofs.flatMap(({ step, otherwise }) => [
      `  ${otherwise.length === 0 ? c.green('✓') : c.red('✗')} ${step}`,
      ...otherwise.map((each) => `      ${each}`),
    ]),
  ].join('\n');
}
