import { afterEach, describe, expect, it, vi } from 'vitest';
import { colours, print } from '../../../lab/cli/output.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('colours', () => {
  it('are for terminals only, CI or not', () => {
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'xterm');
    expect(colours({ isTTY: true }).red('x')).not.toBe('x');
    expect(colours({}).red('x')).toBe('x');
  });

  it.each([
    ['NO_COLOR', '1'],
    ['TERM', 'dumb'],
  ])('are left out where %s is %s', (name, value) => {
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'xterm');
    vi.stubEnv(name, value);
    expect(colours({ isTTY: true }).red('x')).toBe('x');
  });
});

describe('print', () => {
  it('prints data as JSON, or as its text', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    print({ a: 1 }, true, () => 'text');
    print({ a: 1 }, false, ({ a }) => `a is ${a}`);
    expect(write.mock.calls.map(([text]) => text)).toEqual(['{\n  "a": 1\n}\n', 'a is 1\n']);
  });
});
