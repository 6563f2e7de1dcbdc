import { describe, expect, it } from 'vitest';
import { outageFigure } from '../../../../../lab/scenario/report/html/outage.ts';
import type { TitledOutage } from '../../../../../lab/scenario/result.ts';
import { outage } from '../../fixtures.ts';

const figure = (over: Partial<TitledOutage> = {}): string => outageFigure({ ...outage, ...over }).source;
const labels = (source: string): string[] =>
  [...source.matchAll(/class="label"[^>]*>([^<]*)</g)].map(([, text]) => text!);

describe('the timeline of an outage', () => {
  it('has a band of probes in proportion to time', () => {
    const bands = [
      ...figure({
        segments: [
          { answered: true, fromMs: -1000, toMs: -9, probes: 100 },
          { answered: false, fromMs: 0, toMs: 1991, probes: 200 },
          { answered: true, fromMs: 2000, toMs: 2991, probes: 100 },
        ],
      }).matchAll(/<rect class="(\w+)" x="([\d.]+)" y="22" width="([\d.]+)"/g),
    ];
    expect(bands.map(([, fate, x, width]) => [fate, Number(x), Number(width)])).toEqual([
      ['answered', 0, 250],
      ['lost', 250, 500],
      ['answered', 750, 250],
    ]);
  });

  it('marks the action, the first loss and the recovery', () => {
    expect(labels(figure())).toEqual(['action', 'first loss 121 ms', 'recovery 3.2 s']);
    expect(labels(figure({ firstLossMs: null, recoveryMs: 0, lost: 0 }))).toEqual(['action']);
    expect(labels(figure({ recoveryMs: null }))).toEqual(['action', 'first loss 121 ms']);
  });

  it('marks the limit where it was overstepped, and names every limit', () => {
    expect(labels(figure({ limits: { maxGapMs: 2000 }, verdict: 'failed' }))).toContain('limit 2.0 s');
    expect(figure()).toContain('Limits: at most 12.0 s without an answer, by tunnel-2 at the end.');
    expect(figure({ limits: { total: true, maxLost: 3 } })).toContain(
      'Limits: nothing gets through, at most 3 probes lost.',
    );
    expect(figure({ limits: {} })).not.toContain('Limits');
  });

  it('tells loss and tunnels in words, too', () => {
    expect(figure()).toContain('300 of 500 probes lost (300 forward, 0 return), 3.10 s without an answer');
    expect(figure()).toContain('by tunnel-1 before, by tunnel-2 after');
  });

  it('does without a picture where no probe was told of', () => {
    expect(figure({ segments: [], sent: 0, received: 0, lost: 0 })).not.toContain('<svg');
  });

  it('puts round times on the axis', () => {
    const ticks = [...figure().matchAll(/class="tick"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(ticks).toEqual(['0 s', '1 s', '2 s', '3 s', '4 s']);
  });
});
