import { outcomeOf } from '../result.ts';
import type { ScenarioVerdict, SuiteResult } from '../result.ts';

/** How many came out as they must, e.g. `3 of 4 scenarios passed`, and how many were skipped, if any. */
export function headline({ scenarios, notRun }: SuiteResult): string {
  const count = (verdict: ScenarioVerdict): number =>
    scenarios.filter((each) => outcomeOf(each) === verdict).length;
  const what = scenarios[0]?.control === true ? 'control runs failed as they must' : 'scenarios passed';
  const skipped = count('skipped');
  return `${count('passed')} of ${scenarios.length + notRun.length} ${what}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
