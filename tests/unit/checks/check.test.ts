import { describe, expect, it, vi } from 'vitest';
import { demand, judge, judgement, titled, within } from '../../../lab/checks/check.ts';
import type { Check, Sight } from '../../../lab/checks/check.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { BudgetError, CheckError } from '../../../lab/errors.ts';
import type { Cause } from '../../../lab/probe/cause.ts';

/** None of these checks looks at it. */
const lab = {} as StartedLab;
const cause: Cause = {
  code: 'LINK_DOWN',
  node: 'tgw',
  text: 'the link is down',
  evidence: '',
  cure: 'mend it',
};

/** A check that sees one thing after another, and the last for good; and how often it has looked. */
function seeing(...sights: readonly Sight[]): Check & { looks: () => number } {
  let looks = 0;
  return {
    title: 'pigs fly',
    observe: async () => sights[Math.min(looks++, sights.length - 1)]!,
    looks: () => looks,
  };
}

const no = judgement(false, 'pigs on the ground');
const yes = judgement(true, 'pigs in the air');

describe('judge', () => {
  it('looks once at what has no budget', async () => {
    const check = seeing(no, yes);
    expect(await judge(lab, check)).toEqual(no);
    expect(check.looks()).toBe(1);
  });

  it('looks again until it passes', async () => {
    const check = seeing(no, { ...no, why: async () => cause }, yes);
    expect(await judge(lab, { ...check, budgetMs: 1000 })).toEqual(yes);
    expect(check.looks()).toBe(3);
  });

  it('looks no more at what is final', async () => {
    const check = seeing({ ...no, final: true }, yes);
    expect(await judge(lab, { ...check, budgetMs: 1000 })).toEqual(no);
  });

  it('gives up after the budget, and asks only then why', async () => {
    const why = vi.fn(async () => cause);
    const check = seeing({ ...no, why });
    expect(await judge(lab, { ...check, budgetMs: () => 120 })).toEqual({ ...no, cause });
    expect(check.looks()).toBeGreaterThan(1);
    expect(why).toHaveBeenCalledTimes(1);
  });
});

describe('demand', () => {
  it('returns what was seen', async () => {
    expect(await demand(lab, seeing(yes))).toBe('pigs in the air');
  });

  it('throws what was seen, and why, as data', async () => {
    const error: unknown = await demand(lab, seeing({ ...no, why: async () => cause })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CheckError);
    expect(error).toMatchObject({
      verdict: 'failed',
      problems: [
        {
          what: 'pigs fly',
          value: 'pigs on the ground',
          cause: 'LINK_DOWN at tgw: the link is down',
          hint: 'mend it',
        },
      ],
    });
  });

  it('tells what is on its way that it was not in time', async () => {
    const waiting = demand(lab, within(100, titled('they fly', seeing(no))));
    await expect(waiting).rejects.toThrow(BudgetError);
    await expect(waiting).rejects.toThrow(
      'they fly: not within 0.1 s\n  value: last seen: pigs on the ground',
    );
  });
});
