import type { Matrix, MatrixCell } from '../probe/matrix.ts';
import type { Verdict } from '../probe/verdict.ts';

/** A matrix as `--json` prints it. */
export interface MatrixView extends Omit<Matrix, 'ipv6'> {
  /** How many pairs there are, and how many came to each verdict. */
  readonly pairs: { readonly total: number } & Readonly<Record<Verdict, number>>;
  readonly ipv6?: MatrixView;
}

/** Counts a matrix's pairs. With `brief` it keeps only the cells that are not as expected. */
export function matrixView(matrix: Matrix, brief: boolean): MatrixView {
  const { cells, ipv6, ...rest } = matrix;
  const count = (verdict: Verdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  const pairs = {
    total: cells.length,
    passed: count('passed'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
  };
  return {
    ...rest,
    pairs,
    cells: brief ? cells.filter(isNotAsExpected) : cells,
    ...(ipv6 !== undefined && { ipv6: matrixView(ipv6, brief) }),
  };
}

/** Whether a pair failed, or nothing could be shown of it. */
export function isNotAsExpected({ verdict }: MatrixCell): boolean {
  return verdict !== 'passed';
}
