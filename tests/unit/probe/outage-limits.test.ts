import { describe, expect, it } from 'vitest';
import { describeOutage, judgeOutage } from '../../../lab/probe/outage-limits.ts';
import { outage } from '../fixtures/outage.ts';

const NONE = { out: [], back: [] };

const dead = outage({
  received: 0,
  recoveryMs: null,
  after: NONE,
  segments: [{ answered: false, fromMs: 0, toMs: 2000, probes: 300 }],
});
const lossless = outage({ lost: 0, lostForward: 0, lostReturn: 0, recoveryMs: 0, firstLossMs: null });

describe('an outage', () => {
  it.each([
    [{ maxGapMs: 3100, maxLost: 300, movesTo: 'tunnel-2' }, ''],
    [{ maxGapMs: 3099 }, 'more than 3099 ms without an answer'],
    [{ maxLost: 299 }, 'more than 299 lost'],
    [{ movesTo: 'tunnel-1' }, 'not by tunnel-1'],
    [{ maxLost: 0, maxGapMs: 1 }, 'more than 0 lost, more than 1 ms without an answer'],
    [{ total: true as const }, 'probes were answered again'],
  ])('is held against %j', (limits, miss) => {
    const { verdict, evidence } = judgeOutage(outage(), limits);
    expect(verdict).toBe(miss === '' ? 'passed' : 'failed');
    expect(evidence.startsWith(miss)).toBe(true);
  });

  it('that does not end fails whatever the limits, unless it is to be total', () => {
    expect(judgeOutage(dead, {})).toMatchObject({ verdict: 'failed' });
    expect(judgeOutage(dead, { total: true })).toMatchObject({ verdict: 'passed' });
  });

  it('is not total if nothing was lost', () => {
    expect(judgeOutage(lossless, { total: true })).toMatchObject({ verdict: 'failed' });
    expect(judgeOutage(lossless, { maxLost: 0 })).toMatchObject({ verdict: 'passed' });
  });

  it('has to be carried by the tunnel it moves to both ways', () => {
    const asymmetric = outage({ after: { out: ['tunnel-2'], back: ['tunnel-1'] } });
    expect(judgeOutage(asymmetric, { movesTo: 'tunnel-2' })).toMatchObject({ verdict: 'failed' });
  });

  it('is told in one line', () => {
    expect(describeOutage(outage())).toBe(
      '300 of 500 probes lost (290 forward, 10 return), 3.10 s without an answer, recovered after 3.12 s, by tunnel-1 before, by tunnel-2 after',
    );
    expect(describeOutage(dead)).toContain('not recovered, by tunnel-1 before, by no tunnel after');
    expect(describeOutage(lossless)).toBe('none of 500 probes lost, by tunnel-1 before, by tunnel-2 after');
  });
});
