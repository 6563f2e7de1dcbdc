import type { Matrix, MatrixCell } from '../probe/matrix.ts';
import type { Verdict } from '../probe/verdict.ts';

/** A matrix as `--json` prints it. */
export interface MatrixView extends Matrix {
  /** How many pairs there are, and how many came to each verdict. */
  readonly pairs: { readonly total: number } & Readonly<Record<Verdict, number>>;
}

/** Counts a matrix's pairs. With `brief` it keeps only the cells that are not as expected. */
export function matrixView(matrix: Matrix, brief: boolean): MatrixView {
  const { cells } = matrix;
  const count = (verdict: Verdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  const pairs = {
    total: cells.length,
    passed: count('passed'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
  };
  return { ...matrix, pairs, cells: brief ? cells.filter(isNotAsExpected) : cells };
}

/** Whether a pair failed, or nothing could be shown of it. */
export function isNotAsExpected({ verdict }: MatrixCell): boolean {
  return verdict !== 'passed';
}
