import { expect, it } from 'vitest';
import { isAnswered } from '../../../lab/diagnosis/trace.ts';

it.each([
  [3, 3, true],
  [3, 2, false],
  [0, 0, false],
])('of %i requests %i answers: %s', (sent, received, answered) => {
  expect(isAnswered({ sent, received })).toBe(answered);
});
