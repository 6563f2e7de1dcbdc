import { afterEach, expect, it, vi } from 'vitest';
import { BUDGETS_MS } from '../../../lab/probe/budgets.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('S2S_BUDGET_FACTOR multiplies every budget', () => {
  vi.stubEnv('S2S_BUDGET_FACTOR', undefined);
  const budgets = (): number[] => [
    BUDGETS_MS.tunnelsEstablished,
    BUDGETS_MS.sameSas,
    BUDGETS_MS.reach,
    BUDGETS_MS.reachWithout,
    BUDGETS_MS.failover,
    BUDGETS_MS.evidence,
    BUDGETS_MS.rekey,
    BUDGETS_MS.command,
    BUDGETS_MS.download,
    BUDGETS_MS.detection(3),
  ];
  expect(budgets()).toHaveLength(Object.keys(BUDGETS_MS).length);
  const plain = budgets();
  vi.stubEnv('S2S_BUDGET_FACTOR', '2.5');
  expect(budgets()).toEqual(plain.map((value) => 2.5 * value));
});
