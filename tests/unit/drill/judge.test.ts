import { describe, expect, it } from 'vitest';
import { judgeLasting, judgePassing, judgeTried, worstOf } from '../../../lab/drill/judge.ts';
import { outage } from '../fixtures/outage.ts';
import { endless, lossless, seen, setting } from './fixtures.ts';

describe('an event that takes a tunnel away', () => {
  it('has failed over if answers came by another way', () => {
    expect(judgeLasting(seen({ outages: [outage()], noticedMs: 3000 }), setting())).toEqual({
      verdict: 'failed-over',
      sentences: [
        '300 of 500 probes from onprem-server to vpc-a-host lost, 3.1 s without an answer, then tunnel-2 carried everything, 3.1 s after the event; onprem-router gave tunnel-1 up after 3.0 s',
      ],
      luck: null,
    });
  });

  it('is lost if one direction did not recover, whatever the other did', () => {
    const { verdict, sentences } = judgeLasting(seen({ outages: [lossless, endless] }), setting());
    expect(verdict).toBe('lost');
    expect(sentences[0]).toMatch(/while it lasted; onprem-router went on taking tunnel-1 for up$/);
  });

  it('leaves the tunnel down if somebody had to initiate it', () => {
    const comeBacks = [{ tunnel: 'tunnel-1', by: 'hand', afterMs: 300 }] as const;
    const judged = judgeLasting(seen({ outages: [lossless], comeBacks }), setting());
    expect(judged.verdict).toBe('stays-down');
    expect(judged.sentences[1]).toMatch(
      /^tunnel-1 did not come back until .* until then tunnel-2 is all there is$/,
    );
  });

  it('is luck if nothing was lost because the tunnel carried nothing', () => {
    const { verdict, luck } = judgeLasting(seen({ outages: [lossless] }), setting('tunnel-2'));
    expect(verdict).toBe('no-loss');
    expect(luck?.sentence).toMatch(/^nothing was lost with tunnel-2 because tunnel-1 carried everything/);
  });

  it('is no luck if the tunnel carried something one way', () => {
    const asymmetric = { ...lossless, before: { out: ['tunnel-1'], back: ['tunnel-2'] } };
    expect(judgeLasting(seen({ outages: [asymmetric] }), setting('tunnel-2')).luck).toBeNull();
  });
});

it('shows nothing where nothing was answered before', () => {
  const silent = outage({ segments: [{ answered: true, fromMs: 10, toMs: 400, probes: 40 }] });
  expect(judgeLasting(seen({ outages: [silent] }), setting()).verdict).toBe('inconclusive');
  expect(judgePassing(seen({ outages: [] })).verdict).toBe('inconclusive');
});

it('has recovered from what is over at once, or not', () => {
  expect(judgePassing(seen({ outages: [outage()] })).verdict).toBe('recovered');
  expect(judgePassing(seen({ outages: [lossless] })).verdict).toBe('no-loss');
  expect(judgePassing(seen({ outages: [endless] }))).toMatchObject({
    verdict: 'lost',
    sentences: [expect.stringMatching(/and no answer came any more$/)],
  });
});

it('tells what was tried, failures first', () => {
  const judged = judgeTried(seen({ facts: ['a is so'], failures: ['b is not'] }));
  expect(judged).toEqual({ verdict: 'fails', sentences: ['b is not', 'a is so'], luck: null });
  expect(judgeTried(seen({ facts: ['a is so'] })).verdict).toBe('works');
});

it('takes the outage that did not end for the worst, then the longest', () => {
  const longer = outage({ longestGapMs: 9000 });
  expect(worstOf([lossless, longer, outage()])).toBe(longer);
  expect(worstOf([longer, endless])).toBe(endless);
  expect(worstOf([])).toBeNull();
});
