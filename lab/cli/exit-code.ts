import { EXIT } from '../errors.ts';
import type { Matrix } from '../probe/matrix.ts';
import type { Verdict } from '../probe/verdict.ts';
import { outcomeOf } from '../scenario/result.ts';
import type { SuiteResult } from '../scenario/result.ts';
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

/**
 * Exit code of scenarios. Where some could not be carried out it is 2 if each of those was bad input (a lab's name that
 * is taken, a fault on what does not exist), otherwise 3.
 */
export function suiteExitCode({ verdict, scenarios }: Pick<SuiteResult, 'verdict' | 'scenarios'>): number {
  if (verdict !== 'error') return VERDICT_EXIT[verdict];
  const errors = scenarios.filter((each) => outcomeOf(each) === 'error');
  const isBadInput = errors.every(({ failure }) => failure?.exitCode === EXIT.badInput);
  return isBadInput ? EXIT.badInput : EXIT.cannotRun;
}
