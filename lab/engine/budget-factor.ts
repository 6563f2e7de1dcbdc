import { UsageError } from '../errors.ts';

/**
 * What every wait budget is multiplied by: `S2S_BUDGET_FACTOR` in the environment (default 1), for engines on slow
 * machines, e.g. on an emulated processor.
 * @throws {UsageError} if that variable is not a positive number.
 */
export function budgetFactor(): number {
  const value = process.env.S2S_BUDGET_FACTOR ?? '1';
  if (Number(value) > 0) return Number(value);
  throw new UsageError({
    what: 'is not a factor',
    key: 'S2S_BUDGET_FACTOR',
    value,
    rule: 'a number above 0',
  });
}
