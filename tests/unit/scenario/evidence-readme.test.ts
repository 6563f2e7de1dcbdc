import { describe, expect, it } from 'vitest';
import { EVIDENCE_TITLE, evidenceReadme } from '../../../lab/scenario/evidence-readme.ts';
import type { RunSoFar } from '../../../lab/scenario/evidence-readme.ts';

const step = { kind: 'step', depth: 0, startMs: 0, durationMs: 1, evidence: '' } as const;
const run: RunSoFar = {
  scenario: 'tunnel-1-dies-static',
  title: 'Static routes stay',
  proves: 'static routes do not fail over',
  rule: '',
  source: '',
  lab: 'mine',
  topology: null,
  dataplane: 'userspace',
  timers: 'fast',
  control: false,
  verdict: 'failed',
  durationMs: 12_345,
  steps: [
    { ...step, title: 'the lab comes up', verdict: 'passed' },
    { ...step, kind: 'check', title: 'a reaches b', verdict: 'failed' },
  ],
  faults: [{ text: 'charon of tunnel-1 is killed (SIGKILL)', objects: [] }],
  outages: [],
  failure: { name: 'CheckError', message: 'a reaches b\n  value: no answer', exitCode: 1, faults: [] },
  reproduce: 's2s run tunnel-1-dies-static --keep',
};

describe('evidenceReadme', () => {
  it('says what failed, when, and how to run it again', () => {
    const text = evidenceReadme(run, new Date('2026-01-02T03:04:05Z'));
    expect(text.startsWith(EVIDENCE_TITLE)).toBe(true);
    expect(text.split('\n\n').slice(0, 2).join('\n\n')).toMatchInlineSnapshot(`
      "Evidence of scenario tunnel-1-dies-static: failed

      Title   Static routes stay
      Proves  static routes do not fail over
      Saved   2026-01-02T03:04:05.000Z, 12.3 s after it began
      Lab     mine, data plane userspace, timers fast
      Step    a reaches b (check, failed)
      Why     a reaches b
                value: no answer
      Fault   charon of tunnel-1 is killed (SIGKILL)
      Again   s2s run tunnel-1-dies-static --keep"
    `);
  });

  it('says that a control run has passed', () => {
    const { failure: _, ...rest } = run;
    const passed = { ...rest, control: true, verdict: 'passed', steps: [], failure: null } as const;
    const text = evidenceReadme(passed, new Date());
    expect(text).toContain('tunnel-1-dies-static, control run: passed');
    expect(text).toContain('has to fail; this one passed');
  });
});
