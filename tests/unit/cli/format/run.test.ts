import { describe, expect, it } from 'vitest';
import { formatScenarioList } from '../../../../lab/cli/format/run-list.ts';
import { formatRun } from '../../../../lab/cli/format/run.ts';
import { broken, failed, outage, passed, skipped, suite } from '../../scenario/fixtures.ts';
import { plain } from '../fixtures.ts';

describe('the summary of a run', () => {
  it('is a table, with what happened to those that did not pass, timers and data plane', () => {
    expect(formatRun(suite([passed, failed], ['reference']), plain)).toBe(
      [
        '  SCENARIO       VERDICT  TIME   WORST OUTAGE',
        '  tunnel-1-dies  passed   9.9 s  3.1 s',
        '  wrong-psk      failed   1.2 s  -',
        '  reference      not run  -      -',
        '',
        'wrong-psk failed',
        '  a <reaches> "b" & c',
        '    value: b did not answer',
        '  evidence  evidence/wrong-psk',
        '  again     s2s run wrong-psk --keep',
        '',
        '1 of 3 scenarios passed in 11.1 s.',
        "Data plane: userspace. Timers: compressed ('fast').",
      ].join('\n'),
    );
  });

  it('names no evidence where there is none, and no timers or data plane where nothing came up', () => {
    const text = formatRun({ ...suite([broken]), timers: null, dataplane: null }, plain);
    expect(text).toContain('own error\n  a lab of that name is running\n  again');
    expect(text).toMatch(/0 of 1 scenarios passed in 11\.1 s\.$/);
  });

  it('says of what was skipped why, and counts it', () => {
    const text = formatRun(suite([passed, skipped]), plain);
    expect(text).toContain('  lossy-internet  skipped');
    expect(text).toContain('lossy-internet skipped\n  links: need netem\n    hint: another kernel\n  again');
    expect(text).toContain('1 of 2 scenarios passed, 1 skipped in 11.1 s.');
  });

  it('turns control runs round: what failed is as it must be, what passed proves nothing', () => {
    const text = formatRun(
      suite([
        { ...failed, control: true },
        { ...passed, control: true },
      ]),
      plain,
    );
    expect(text).toContain('  wrong-psk      failed, as it must        1.2 s');
    expect(text).toContain(
      'tunnel-1-dies passed without its cause\n  it passed without its cause, so it proves nothing',
    );
    expect(text).not.toContain('b did not answer');
    expect(text).toContain('1 of 2 control runs failed as they must');
  });

  it.each([
    [[], '-'],
    [[{ ...outage, lost: 0, longestGapMs: 20 }], 'none'],
    [[outage, { ...outage, longestGapMs: 5400 }], '5.4 s'],
    [[{ ...outage, recoveryMs: null }, outage], 'not recovered'],
  ])('tells the worst outage of %j as %s', (outages, worst) => {
    const [, row] = formatRun(suite([{ ...passed, outages }]), plain).split('\n');
    expect(row).toBe(`  tunnel-1-dies  passed   9.9 s  ${worst}`);
  });
});

it('lists scenarios with what they prove, those of a theme below its title', () => {
  const listed = (name: string, theme: string | null) => ({
    ...{ name, theme, title: `About ${name}`, proves: `that ${name}`, rule: 'r', source: 's', folder: 'f' },
  });
  const scenarios = [listed('a', 'Whole'), listed('b', 'Broken'), listed('c', 'Broken'), listed('own', null)];
  const text = formatScenarioList({ scenarios }, plain);
  expect(text.slice(0, text.indexOf('\n\nRun one with'))).toBe(
    [
      'Whole\n',
      'a  About a\n  that a',
      '\nBroken\n',
      'b  About b\n  that b',
      'c  About c\n  that c',
      'own  About own\n  that own',
    ].join('\n'),
  );
});
