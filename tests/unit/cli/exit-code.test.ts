import { describe, expect, it } from 'vitest';
import { checksExitCode, matrixExitCode, suiteExitCode } from '../../../lab/cli/exit-code.ts';
import { outcomeOf, worstVerdict } from '../../../lab/scenario/result.ts';
import type { ScenarioResult } from '../../../lab/scenario/result.ts';
import { broken, failed, passed, skipped, suite } from '../scenario/fixtures.ts';

describe('exit codes', () => {
  it('tell passed, failed and inconclusive apart', () => {
    expect(matrixExitCode({ verdict: 'passed' })).toBe(0);
    expect(matrixExitCode({ verdict: 'failed' })).toBe(1);
    expect(matrixExitCode({ verdict: 'inconclusive' })).toBe(4);
  });

  it('take a tunnel that is down for a failed check, whatever the matrix says', () => {
    expect(checksExitCode([{ up: true }, { up: false }], { verdict: 'passed' })).toBe(1);
    expect(checksExitCode([{ up: true }, { up: false }], null)).toBe(1);
  });

  it('need no matrix where nothing was changed', () => {
    expect(checksExitCode([{ up: true }], null)).toBe(0);
    expect(checksExitCode([{ up: true }], { verdict: 'inconclusive' })).toBe(4);
  });
});

describe('exit codes of scenarios', () => {
  const codeOf = (...scenarios: readonly ScenarioResult[]): number =>
    suiteExitCode({ verdict: worstVerdict(scenarios.map(outcomeOf)), scenarios });
  const inconclusive = { ...failed, verdict: 'inconclusive' } as const;
  const crashed = { ...broken, failure: { ...broken.failure!, exitCode: 3 } };

  it('are those of the worst: what could not be carried out, then failures, then what is inconclusive', () => {
    expect(codeOf(passed, passed)).toBe(0);
    expect(codeOf(passed, inconclusive)).toBe(4);
    expect(codeOf(inconclusive, failed)).toBe(1);
    expect(codeOf(failed, crashed)).toBe(3);
  });

  it('take no notice of what was skipped', () => {
    expect(codeOf(passed, skipped)).toBe(0);
    expect(codeOf(skipped, failed)).toBe(1);
    expect(codeOf({ ...failed, control: true }, { ...skipped, control: true })).toBe(0);
  });

  it('tell bad input from a lab that could not run', () => {
    expect(codeOf(passed, broken)).toBe(2);
    expect(codeOf(broken, crashed)).toBe(3);
  });

  it('are the other way round for control runs', () => {
    const control = (result: ScenarioResult): ScenarioResult => ({ ...result, control: true });
    expect(codeOf(control(failed))).toBe(0);
    expect(codeOf(control(failed), control(passed))).toBe(1);
    expect(codeOf(control(inconclusive))).toBe(4);
    expect(codeOf(control(crashed))).toBe(3);
  });

  it('are 0 where nothing ran, since nothing failed', () => {
    expect(suiteExitCode(suite([]))).toBe(0);
  });
});
