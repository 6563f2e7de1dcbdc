import { afterEach, expect, it, vi } from 'vitest';
import { budgetFactor } from '../../../lab/engine/budget-factor.ts';
import { UsageError } from '../../../lab/errors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  [undefined, 1],
  ['5', 5],
  ['0.5', 0.5],
])('S2S_BUDGET_FACTOR %j is %d', (value, factor) => {
  vi.stubEnv('S2S_BUDGET_FACTOR', value);
  expect(budgetFactor()).toBe(factor);
});

it.each(['0', '-1', 'fast', ''])('S2S_BUDGET_FACTOR %j is refused', (value) => {
  vi.stubEnv('S2S_BUDGET_FACTOR', value);
  expect(budgetFactor).toThrow(UsageError);
});
