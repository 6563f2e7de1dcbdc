import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VpnLogRecord } from '../../../lab/aws/vpn-log/record.ts';
import { asJson, parseSince } from '../../../lab/cli/logs.ts';
import { FILES } from '../../../lab/topology/load.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
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

describe('asJson', () => {
  const ACTIVITY = { details: '' } as VpnLogRecord;
  const BGP = { type: 'BGPStatus' } as VpnLogRecord;
  const withOptions = (options: string) =>
    parseLab(
      `extends: scenarios/reference/lab.yaml
name: logs
vpnConnections: { vpn: { tunnels: { tunnel-1: { options: ${options} } } } }
`,
      'lab.yaml',
      FILES,
    );

  it.each([
    ['{}', [false, false]],
    ['{ logOptions: { cloudWatchLogOptions: { logEnabled: true } } }', [true, false]],
    [
      '{ logOptions: { cloudWatchLogOptions: { logEnabled: true, logOutputFormat: text, bgpLogEnabled: true } } }',
      [false, true],
    ],
  ])('with %s', (options, expected) => {
    expect([ACTIVITY, BGP].map(asJson(withOptions(options), 'tunnel-1'))).toEqual(expected);
  });

  it('says that no log is on', () => {
    const lab = withOptions('{ logOptions: { cloudWatchLogOptions: { logEnabled: false } } }');
    expect(() => asJson(lab, 'tunnel-1')).toThrow(/tunnel-1\.options\.logOptions: has no log on/);
  });
});
