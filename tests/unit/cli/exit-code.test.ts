import { describe, expect, it } from 'vitest';
import { checksExitCode, matrixExitCode } from '../../../lab/cli/exit-code.ts';

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
