import type { ExplanationCode } from '../causes/codes.ts';
import type { ExplainOptions } from '../diagnosis/recording.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { explain } from '../probe/explain.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/** `explain` names this cause, of what the options have sent. What the IKE daemons say of it may take a moment. */
export function explained(
  from: string,
  to: string,
  code: ExplanationCode,
  options: ExplainOptions = {},
): Check {
  return {
    kind: 'wait',
    title: `explain ${from} to ${to} names ${code}`,
    budgetMs: () => BUDGETS_MS.reach,
    observe: async (running) => {
      const { cause } = await explain(running, from, to, options);
      return judgement(cause?.code === code, cause === null ? 'no cause' : `${cause.code}: ${cause.text}`);
    },
  };
}
