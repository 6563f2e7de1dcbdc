import { afterEach, expect, it, vi } from 'vitest';
import { UsageError } from '../../../lab/errors.ts';
import { budgetFactor, BUDGETS_MS, detectionBudgetMs } from '../../../lab/wait/budgets.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('S2S_BUDGET_FACTOR multiplies every budget', () => {
  vi.stubEnv('S2S_BUDGET_FACTOR', undefined);
  const budgets = (): number[] => [...Object.values(BUDGETS_MS), detectionBudgetMs(3)];
  const plain = budgets();
  expect(plain.length).toBeGreaterThan(20);
  vi.stubEnv('S2S_BUDGET_FACTOR', '2.5');
  expect(budgets()).toEqual(plain.map((value) => 2.5 * value));
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
  expect(() => BUDGETS_MS.reach).toThrow(UsageError);
});
