import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportFailure } from '../../../lab/cli/failure.ts';
import { LabFileError } from '../../../lab/errors.ts';

function report(error: unknown, json = false): { out: string; err: string; code: number } {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))));
  return { code: reportFailure(error, json), out, err };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('reportFailure', () => {
  it('prints what a user can mend without a stack trace', () => {
    const error = new LabFileError({ file: 'lab.yaml', line: 3, what: 'is wrong' });
    expect(report(error)).toEqual({ code: 2, out: '', err: 's2s: error: lab.yaml:3: is wrong\n' });
  });

  it('owns up to a bug, and shows the stack only when asked', () => {
    const { err, code } = report(new TypeError('x is undefined'));
    expect(err).toMatch(/^s2s: error: x is undefined\n {2}this is a bug.*\n$/);
    expect(code).toBe(3);
    vi.stubEnv('S2S_DEBUG', '1');
    expect(report(new TypeError('x is undefined')).err).toContain('failure.test.ts');
  });

  it('prints a bug as JSON, too', () => {
    const { error } = JSON.parse(report(new TypeError('x is undefined'), true).out) as { error: object };
    expect(error).toEqual({ name: 'TypeError', problems: [{ what: 'x is undefined' }], exitCode: 3 });
  });
});
