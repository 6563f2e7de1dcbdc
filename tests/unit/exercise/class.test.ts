import { describe, expect, it } from 'vitest';
import { classCsv, classHtml, lastGain } from '../../../lab/exercise/class.ts';
import type { ClassRow, ClassSheet } from '../../../lab/exercise/class.ts';
import type { Try } from '../../../lab/exercise/progress.ts';

const ROW: ClassRow = {
  student: '=cmd',
  exercise: '33-x',
  state: 'started',
  points: 30,
  of: 100,
  tries: 1,
  checks: 2,
  hints: 1,
  explained: 0,
  solved: false,
  stuckMinutes: 12,
  items: [
    { name: 'A, and B', points: 30, verdict: 'passed', reason: null },
    { name: '<C>', points: 70, verdict: 'failed', reason: 'says "no"' },
  ],
};
const SHEET: ClassSheet = { rows: [ROW], hardest: [{ exercise: '33-x', item: '<C>', open: 1, of: 1 }] };

const TRY = { startedAt: '2026-01-01T10:00:00.000Z' } as Try;
const event = (at: string, points: number) => ({
  at: `2026-01-01T${at}:00.000Z`,
  did: 'check' as const,
  points,
});

describe('lastGain', () => {
  const minute = (events: readonly ReturnType<typeof event>[]): string =>
    new Date(lastGain({ tries: [TRY], events: [...events] })).toISOString().slice(11, 16);

  it('is when points rose last in the try that counts, or its start', () => {
    expect(minute([])).toBe('10:00');
    expect(minute([event('10:05', 30), event('10:20', 30), event('10:30', 10)])).toBe('10:05');
    expect(minute([event('09:50', 90), event('10:20', 30)])).toBe('10:20');
  });
});

describe('the sheet', () => {
  it('as CSV has a line for each item, quoted, and no formula', () => {
    const [, first, second] = classCsv(SHEET).split('\r\n');
    expect(first).toBe(`'=cmd,33-x,started,"A, and B",passed,30,30,,1,2,1,0,no,12`);
    expect(second).toContain('<C>,failed,0,70,"says ""no"""');
  });

  it('as a page escapes what students are called, and says what is hardest', () => {
    const page = classHtml(SHEET);
    expect(page).toContain('&lt;C&gt;, 1 of 1');
    expect(page).toContain('12 min');
    expect(page).not.toContain('<C>');
  });
});
