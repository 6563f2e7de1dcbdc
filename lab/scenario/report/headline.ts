import { outcomeOf } from '../result.ts';
import type { SuiteResult } from '../result.ts';

/** How many came out as they must, e.g. `3 of 4 scenarios passed`. */
export function headline({ scenarios, notRun }: SuiteResult): string {
  const asTheyMust = scenarios.filter((each) => outcomeOf(each) === 'passed').length;
  const what = scenarios[0]?.control === true ? 'control runs failed as they must' : 'scenarios passed';
  return `${asTheyMust} of ${scenarios.length + notRun.length} ${what}`;
}
