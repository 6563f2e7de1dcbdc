import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../lab/scenario/report/html.ts';
import { broken, failed, outage, passed, skipped, step, suite } from '../fixtures.ts';

const report = (...scenarios: Parameters<typeof suite>[0]): string => htmlReport(suite(scenarios));
/** The open and close tags of a page in their order, without those that have no end. */
const tagsOf = (page: string): string[] =>
  [...page.matchAll(/<(\/?[a-z][a-z0-9]*)([^<>]*)>/gi)].flatMap(([, tag = '', rest = '']) =>
    rest.endsWith('/') || ['meta', 'br'].includes(tag) ? [] : [tag],
  );

describe('the HTML report', () => {
  const page = htmlReport(suite([passed, failed, broken], ['reference']));

  it('names verdict, timers, data plane and date first, then every scenario', () => {
    expect(page).toContain('<h1>1 of 4 scenarios passed</h1>');
    expect(page).toContain(
      '2026-01-02 03:04:05 UTC · 11.1 s · data plane userspace · timers compressed (&#39;fast&#39;)',
    );
    expect([...page.matchAll(/<section id="([^"]*)">/g)].map(([, id]) => id)).toEqual([
      'tunnel-1-dies',
      'wrong-psk',
      'own',
    ]);
    expect(page).toContain('<td>reference</td><td></td><td><span class="chip notrun">not run</span>');
  });

  it('closes every tag that it opens', () => {
    const open: string[] = [];
    for (const tag of tagsOf(page)) {
      if (tag.startsWith('/')) expect(open.pop()).toBe(tag.slice(1));
      else open.push(tag);
    }
    expect(open).toEqual([]);
  });

  it('asks for nothing from elsewhere, and runs nothing', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)|\bsrc=|url\(|@import|\bon[a-z]+="/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].every(([, target]) => target!.startsWith('#'))).toBe(true);
  });

  it('escapes whatever a scenario or a lab says', () => {
    const nasty = `<script>alert("1")</script>&amp;'\u0000`;
    const [title] = [nasty];
    const text = report({
      ...failed,
      title: nasty,
      proves: nasty,
      rule: nasty,
      source: nasty,
      steps: [step(nasty, { evidence: nasty })],
      faults: [{ text: nasty, objects: [] }],
      outages: [{ ...outage, title }],
      failure: { name: 'x', message: nasty, exitCode: 1, faults: [] },
    });
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\0');
    expect(text.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;\ufffd')).toHaveLength(
      11,
    );
  });

  it('says why a scenario did not pass, where the evidence lies and how to run it again', () => {
    expect(page).toContain('<pre>a &lt;reaches&gt; &quot;b&quot; &amp; c\n  value: b did not answer</pre>');
    expect(page).toContain(
      'Evidence: <code>evidence/wrong-psk</code><br>Run it again: <code>s2s run wrong-psk --keep</code>',
    );
    expect(report(passed)).not.toContain('class="failure"');
  });

  it('says why a scenario was skipped', () => {
    const page = htmlReport(suite([skipped]));
    expect(page).toContain('<span class="chip skipped">skipped</span>');
    expect(page).toContain('<pre>links: need netem\n  hint: another kernel</pre>');
    expect(page).toContain('0 of 1 scenarios passed, 1 skipped');
  });

  it('takes a control run that failed for what it must be', () => {
    const text = report({ ...failed, control: true }, { ...passed, control: true });
    expect(text).toContain('1 of 2 control runs failed as they must');
    expect(text).toContain('<span class="chip passed">failed (control run)</span>');
    expect(text).toContain('It passed without its cause, so it proves nothing.');
  });

  it('bars each step in proportion to the time of the whole', () => {
    const text = report({
      ...passed,
      durationMs: 1000,
      steps: [step('x', { startMs: 250, durationMs: 500 })],
    });
    expect(text).toContain('<div style="margin-left:25.00%;width:50.00%"></div>');
  });
});
