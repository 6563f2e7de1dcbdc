import { EXIT } from '../errors.ts';
import type { Matrix } from '../probe/matrix.ts';
import type { Verdict } from '../probe/verdict.ts';
import type { TunnelView } from './tunnel-view.ts';

const VERDICT_EXIT: Readonly<Record<Verdict, number>> = {
  passed: EXIT.passed,
  failed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

/** Exit code of a matrix. */
export function matrixExitCode({ verdict }: Pick<Matrix, 'verdict'>): number {
  return VERDICT_EXIT[verdict];
}

/** Exit code of a lab that is up: every tunnel must be up, and the matrix, where one was made, must pass. */
export function checksExitCode(
  tunnels: readonly Pick<TunnelView, 'up'>[],
  matrix: Pick<Matrix, 'verdict'> | null,
): number {
  if (!tunnels.every(({ up }) => up)) return EXIT.failed;
  return matrix === null ? EXIT.passed : matrixExitCode(matrix);
}
