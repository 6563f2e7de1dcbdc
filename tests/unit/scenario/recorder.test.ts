import { AssertionError } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { BudgetError, CheckError, EngineError, SkippedError } from '../../../lab/errors.ts';
import { Recorder, verdictOf } from '../../../lab/scenario/recorder.ts';
import type { StepResult } from '../../../lab/scenario/result.ts';

function recorder(): { recorder: Recorder; told: string[] } {
  const told: string[] = [];
  return {
    told,
    recorder: new Recorder({
      stepStarted: ({ title }) => told.push(`${title} started`),
      stepFinished: ({ title, verdict }) => told.push(`${title} ${verdict}`),
    }),
  };
}

const brief = ({ title, depth, verdict, evidence }: StepResult): unknown[] => [
  title,
  depth,
  verdict,
  evidence,
];

describe('a recorder', () => {
  it('keeps steps in the order in which they began, with their depth and evidence', async () => {
    const { recorder: steps, told } = recorder();
    const result = await steps.step(
      'outage',
      'outer',
      async () => {
        await steps.step('fault', 'inner', async () => {});
        return 7;
      },
      (value) => `saw ${value}`,
    );
    expect(result).toBe(7);
    expect(steps.steps.map(brief)).toEqual([
      ['outer', 0, 'passed', 'saw 7'],
      ['inner', 1, 'passed', ''],
    ]);
    expect(told).toEqual(['outer started', 'inner started', 'inner passed', 'outer passed']);
  });

  it('records the step that throws, and every step around it without saying it again, and throws on', async () => {
    const { recorder: steps } = recorder();
    const error = new CheckError('inconclusive', { what: 'inner', value: 'no probe left' });
    const run = steps.step('step', 'outer', () => steps.step('check', 'inner', () => Promise.reject(error)));
    await expect(run).rejects.toBe(error);
    expect(steps.steps.map(brief)).toEqual([
      ['outer', 0, 'inconclusive', ''],
      ['inner', 1, 'inconclusive', 'no probe left'],
    ]);
    await steps.step('step', 'next', async () => {});
    expect(steps.steps.at(-1)).toMatchObject({ title: 'next', depth: 0 });
  });

  it('makes a step of what is thrown outside every step, and of that alone', async () => {
    const { recorder: steps } = recorder();
    const error = new CheckError('failed', { what: 'no answer' });
    await steps.step('check', 'inner', () => Promise.reject(error)).catch(() => {});
    await steps.failed('the scenario itself', error);
    await steps.failed('the scenario itself', new TypeError('x is not a function'));
    expect(steps.steps.map(brief)).toEqual([
      ['inner', 0, 'failed', 'no answer'],
      ['the scenario itself', 0, 'error', 'x is not a function'],
    ]);
  });
});

it.each([
  [new CheckError('failed', { what: 'x' }), 'failed'],
  [new CheckError('inconclusive', { what: 'x' }), 'inconclusive'],
  [new BudgetError({ what: 'x' }), 'failed'],
  [new AssertionError({ message: 'x' }), 'failed'],
  [new SkippedError({ what: 'x' }), 'skipped'],
  [new EngineError({ what: 'x' }), 'error'],
  [new TypeError('x is not a function'), 'error'],
  ['a text', 'error'],
])('%o makes a scenario %s', (error, verdict) => {
  expect(verdictOf(error)).toBe(verdict);
});
