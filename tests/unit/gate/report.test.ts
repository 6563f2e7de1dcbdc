import { describe, expect, it } from 'vitest';
import { githubAnnotations, githubSummary } from '../../../lab/gate/report/github.ts';
import { gateHtml } from '../../../lab/gate/report/html.ts';
import { gateJunit } from '../../../lab/gate/report/junit.ts';
import { gateHeadline } from '../../../lab/gate/result.ts';
import type { CheckedPair, GateResult } from '../../../lab/gate/result.ts';
import { worstVerdict } from '../../../lab/probe/verdict.ts';
import { readXml } from '../scenario/report/read-xml.ts';

const pair = (verdict: CheckedPair['verdict'], more: Partial<CheckedPair> = {}): CheckedPair => ({
  title: `a reaches b, ${verdict}`,
  from: 'a',
  to: 'b',
  ipVersion: 'ipv4',
  file: 'lab.yaml',
  line: 7,
  verdict,
  evidence: 'seen: 100 %',
  cause: null,
  cure: null,
  ...more,
});
const pairs = [
  pair('passed'),
  pair('failed', { cause: 'NO_ROUTE at x: a|b', cure: 'a route' }),
  pair('inconclusive'),
  pair('skipped'),
];
const result: GateResult = {
  lab: 'lab',
  file: 'lab.yaml',
  dryRun: false,
  dataplane: 'userspace',
  verdict: 'failed',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1234,
  pairs,
};

describe('a gate', () => {
  it('fails by one that fails, and is inconclusive by one that is; what was skipped does not count', () => {
    expect(worstVerdict(pairs)).toBe('failed');
    expect(worstVerdict([pair('passed'), pair('inconclusive')])).toBe('inconclusive');
    expect(worstVerdict([pair('passed'), pair('skipped')])).toBe('passed');
    expect(gateHeadline(result)).toBe('1 of 4 expectations met, 1 inconclusive, 1 skipped');
  });

  it('is JUnit, a case for each pair at its line', () => {
    const { elements } = readXml(gateJunit(result));
    expect(elements[0]!.attributes).toMatchObject({ tests: '4', failures: '1', errors: '1', skipped: '1' });
    const cases = elements[0]!.elements;
    expect(cases.map(({ elements: [inside] }) => inside!.name)).toEqual([
      'system-out',
      'failure',
      'error',
      'skipped',
    ]);
    expect(cases[1]!.attributes).toMatchObject({ file: 'lab.yaml', line: '7' });
    expect(cases[1]!.elements[0]!.text).toBe('seen: 100 %\ncause: NO_ROUTE at x: a|b\ncure: a route');
  });

  it('is an HTML page, what failed first, and every text escaped', () => {
    const html = gateHtml({ ...result, pairs: [...pairs, pair('passed', { title: '<script>' })] });
    expect([...html.matchAll(/class="chip (\w+)"/g)].map(([, verdict]) => verdict)).toEqual([
      'failed',
      'inconclusive',
      'skipped',
      'passed',
      'passed',
    ]);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('Cure: a route');
    expect(html).not.toContain('<script>');
  });

  it('marks lines of a pull request, escaped as GitHub has it', () => {
    expect(githubAnnotations(result)).toEqual([
      '::error file=lab.yaml,line=7,title=a reaches b%2C failed::seen: 100 %25%0ANO_ROUTE at x: a|b%0ACure: a route',
      '::warning file=lab.yaml,line=7,title=a reaches b%2C inconclusive::seen: 100 %25',
    ]);
    expect(githubSummary(result)).toContain(String.raw`<br>NO_ROUTE at x: a\|b<br>`);
  });
});
