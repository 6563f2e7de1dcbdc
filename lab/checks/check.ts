import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError, CheckError } from '../errors.ts';
import { isSealed } from '../faults/sealed.ts';
import { causeOfProblem } from '../probe/cause.ts';
import type { Cause } from '../probe/cause.ts';
import type { Judgement } from '../probe/verdict.ts';
import { until } from '../wait/until.ts';

/** Something that has to be so in a running lab, as a value: scenarios, matchers and programs take the same. */
export interface Check {
  /** What has to be so, e.g. `onprem-server reaches vpc-a-host by tunnel-1`. */
  readonly title: string;
  /** One look at the lab. */
  readonly observe: (running: StartedLab) => Promise<Sight>;
  /** How long it may take to be so, from the first look on, in milliseconds. Without it one look decides. */
  readonly budgetMs?: number | ((running: StartedLab) => number);
  /**
   * `check` without it: if it is not so, a {@link CheckError} says what was seen. `wait` is for what is on its way, e.g. a
   * tunnel that comes up: a {@link BudgetError} says that it was not in time, and what was seen last.
   */
  readonly kind?: 'check' | 'wait';
}

/** What one look has shown. */
export interface Sight extends Judgement {
  /** Another look within the budget would show the same. */
  readonly final?: true;
  /** Finds out what is behind it, if there is no other look. */
  readonly why?: () => Promise<Cause | undefined>;
}

/** How long a check may take in a lab, in milliseconds; 0 where one look decides. */
function budgetOf({ budgetMs = 0 }: Check, running: StartedLab): number {
  return typeof budgetMs === 'number' ? budgetMs : budgetMs(running);
}

/** Looks at a lab until the check passes, its budget is used up, or a look is final. A check that fails is no error. */
export async function judge(running: StartedLab, check: Check): Promise<Judgement> {
  const { final, why, ...seen } = await until(
    () => check.observe(running),
    (sight) => sight.verdict === 'passed' || sight.final === true,
    { within: budgetOf(check, running), everyMs: 50 },
  );
  const isAsked = seen.verdict !== 'passed' && why !== undefined && !(await isSealed(running));
  const cause = isAsked ? await why() : undefined;
  return cause === undefined ? seen : { ...seen, cause };
}

/**
 * Looks at a lab as {@link judge} does.
 * @returns what was seen.
 * @throws {CheckError | BudgetError} if the check does not pass, by its kind.
 */
export async function demand(running: StartedLab, check: Check): Promise<string> {
  const { verdict, evidence, cause } = await judge(running, check);
  if (verdict === 'passed') return evidence;
  if (check.kind !== 'wait') {
    throw new CheckError(verdict, { what: check.title, value: evidence, ...causeOfProblem(cause) });
  }
  throw new BudgetError({
    what: `${check.title}: not within ${budgetOf(check, running) / 1000} s`,
    value: `last seen: ${evidence}`,
    ...causeOfProblem(cause),
  });
}

/** The same check under another title. */
export function titled(title: string, check: Check): Check {
  return { ...check, title };
}

/** The same check of what is on its way: it may take so many milliseconds. */
export function within(budgetMs: number, check: Check): Check {
  return { ...check, kind: 'wait', budgetMs };
}

/** The same check, of which nobody finds out what is behind it. */
export function withoutCause(check: Check): Check {
  return {
    ...check,
    observe: async (running) => {
      const { why: _, ...sight } = await check.observe(running);
      return sight;
    },
  };
}

/** Passed if it is so, else failed. */
export function judgement(isSo: boolean, evidence: string): Judgement {
  return { verdict: isSo ? 'passed' : 'failed', evidence };
}
