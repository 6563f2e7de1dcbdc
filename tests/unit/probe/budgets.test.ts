import { afterEach, expect, it, vi } from 'vitest';
import { UsageError } from '../../../lab/errors.ts';
import { BUDGETS_MS } from '../../../lab/probe/budgets.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('S2S_BUDGET_FACTOR multiplies every budget', () => {
  vi.stubEnv('S2S_BUDGET_FACTOR', undefined);
  const plain = { ...BUDGETS_MS };
  vi.stubEnv('S2S_BUDGET_FACTOR', '2.5');
  for (const [name, value] of Object.entries(BUDGETS_MS)) {
    expect(value, name).toBe(2.5 * plain[name as keyof typeof plain]);
  }
});

it.each(['0', '-1', 'fast', ''])('S2S_BUDGET_FACTOR %j is refused', (value) => {
  vi.stubEnv('S2S_BUDGET_FACTOR', value);
  expect(() => BUDGETS_MS.reach).toThrow(UsageError);
});
