import { expect, it } from 'vitest';
import { matrixView } from '../../../lab/view/matrix.ts';
import type { Matrix, MatrixCell } from '../../../lab/probe/matrix.ts';
import type { Verdict } from '../../../lab/probe/verdict.ts';

const cell = (from: string, to: string, verdict: Verdict): MatrixCell => ({
  ...{ from, to, verdict, evidence: '', answered: true, rttMs: 1 },
  expected: { reachable: true, path: [from, to] },
});
const matrix: Matrix = {
  hosts: ['a', 'b', 'c'],
  cells: [
    cell('a', 'b', 'passed'),
    cell('b', 'a', 'failed'),
    cell('a', 'c', 'inconclusive'),
    cell('c', 'a', 'passed'),
  ],
  verdict: 'failed',
};

it('counts the pairs, and keeps all of them', () => {
  expect(matrixView(matrix, false)).toEqual({
    ...matrix,
    pairs: { total: 4, passed: 2, failed: 1, inconclusive: 1 },
  });
});

it('is brief: the pairs that are not as expected, and the counts of all', () => {
  const { pairs, cells, verdict } = matrixView(matrix, true);
  expect([pairs.total, verdict, cells.map(({ from, to }) => from + to)]).toEqual([4, 'failed', ['ba', 'ac']]);
});
