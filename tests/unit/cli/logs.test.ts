import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseSince } from '../../../lab/cli/logs.ts';
import { s2s } from '../../s2s.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('parseSince', () => {
  it.each([
    ['90s', '2026-11-24T11:58:30.000Z'],
    ['10m', '2026-11-24T11:50:00.000Z'],
    ['2h', '2026-11-24T10:00:00.000Z'],
    ['2026-11-23T05:20:23Z', '2026-11-23T05:20:23.000Z'],
  ])('takes %s', (value, time) => {
    vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z') });
    expect(parseSince(value).toISOString()).toBe(time);
  });
});

describe('s2s logs', () => {
  it.each(['5', 'x', '10d', ''])('refuses --since "%s"', async (value) => {
    const { err, code } = await s2s('logs', 'tgw', '--since', value);
    expect(err).toContain('--since: is no time');
    expect(code).toBe(2);
  });

  it.each(['0', 'x'])('refuses --lines %s', async (value) => {
    expect((await s2s('logs', 'tgw', '-n', value)).err).toContain('--lines: is not a number of lines');
  });
});
