import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  outageOf,
  readPingRecord,
  segmentsOf,
  steadyForMs,
  withoutPending,
} from '../../../lab/probe/outage-record.ts';

const START_MS = 1_795_449_445_600;
/** A time in ping's form, in milliseconds after the start. */
const at = (ms: number): string => `[${((START_MS + ms) / 1000).toFixed(6)}]`;
const answer = (sequence: number, ms: number): string =>
  `${at(ms)} 64 bytes from 10.10.141.106: icmp_seq=${sequence} ttl=62 time=1.02 ms`;
const noAnswer = (sequence: number, ms: number): string => `${at(ms)} no answer yet for icmp_seq=${sequence}`;
const outage = (...lines: string[]) =>
  outageOf(
    readPingRecord(`PING 10.10.141.106 (10.10.141.106) 56(84) bytes of data.\n${lines.join('\n')}\n`),
    START_MS,
  );

describe('outageOf', () => {
  it('is none where every probe is answered', () => {
    expect(outage(answer(1, -10), answer(2, 0), answer(3, 12))).toEqual({
      sent: 3,
      received: 3,
      lost: 0,
      firstLossMs: null,
      recoveryMs: 0,
      longestGapMs: 0,
    });
  });

  it('reaches from the first loss noted to the first answer after the last loss', () => {
    expect(
      outage(
        answer(1, 0),
        noAnswer(2, 20),
        answer(3, 25),
        noAnswer(4, 45),
        noAnswer(5, 55),
        answer(6, 61),
        answer(7, 71),
      ),
    ).toEqual({ sent: 7, received: 4, lost: 3, firstLossMs: 20, recoveryMs: 61, longestGapMs: 36 });
  });

  it('never ends where no answer comes any more', () => {
    expect(outage(answer(1, 0), noAnswer(2, 20), noAnswer(3, 30))).toEqual({
      sent: 3,
      received: 1,
      lost: 2,
      firstLossMs: 20,
      recoveryMs: null,
      longestGapMs: 30,
    });
  });

  it('takes a sender that was late for no gap', () => {
    expect(outage(answer(1, 0), answer(2, 2000), noAnswer(3, 2010), answer(4, 2015))).toMatchObject({
      lost: 1,
      longestGapMs: 15,
    });
  });

  it('counts a late answer as an answer, and ping as sent what it told of', () => {
    expect(outage(noAnswer(1, 10), answer(1, 12), answer(2, 20), '--- statistics ---', '3 packets')).toEqual({
      sent: 2,
      received: 2,
      lost: 0,
      firstLossMs: null,
      recoveryMs: 0,
      longestGapMs: 0,
    });
  });

  it('takes an ICMP error for a loss', () => {
    const error = `${at(9)} From 10.30.12.85 icmp_seq=2 Destination Host Unreachable`;
    expect(outage(answer(1, 0), error, noAnswer(2, 15), answer(3, 21))).toMatchObject({
      sent: 3,
      lost: 1,
      firstLossMs: 9,
      recoveryMs: 21,
    });
  });

  it('adds up, whatever is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (answered) => {
        const result = outage(
          ...answered.map((each, index) => (each ? answer : noAnswer)(index + 1, index * 10)),
        );
        expect(result.sent).toBe(answered.length);
        expect(result.received + result.lost).toBe(result.sent);
        expect(result.recoveryMs === null).toBe(answered.at(-1) === false);
        const longestRun = Math.max(
          ...answered
            .map((each) => (each ? ' ' : 'x'))
            .join('')
            .split(' ')
            .map((run) => run.length),
        );
        expect(result.longestGapMs).toBeGreaterThanOrEqual((longestRun - 1) * 10);
        expect(result.longestGapMs).toBeLessThanOrEqual((longestRun + 1) * 10);
      }),
    );
  });
});

describe('steadyForMs', () => {
  const record = readPingRecord([answer(1, 0), noAnswer(2, 20), answer(3, 30), answer(4, 130)].join('\n'));

  it('counts from the last loss, or from the given time if that is later', () => {
    expect(steadyForMs(record, START_MS)).toBeCloseTo(110);
    expect(steadyForMs(record, START_MS + 100)).toBeCloseTo(30);
  });

  it('is nothing before the first answer, and without one', () => {
    expect(steadyForMs(record, START_MS + 200)).toBe(0);
    expect(steadyForMs(readPingRecord(noAnswer(1, 10)), START_MS)).toBe(0);
    expect(steadyForMs(readPingRecord(''), START_MS)).toBe(0);
  });
});

describe('segmentsOf', () => {
  const segments = (...lines: string[]) => segmentsOf(readPingRecord(`${lines.join('\n')}\n`), START_MS);

  it('joins probes in a row that met the same fate', () => {
    expect(
      segments(answer(1, -10), answer(2, 0), noAnswer(3, 20), noAnswer(4, 30), answer(5, 31), answer(6, 41)),
    ).toEqual([
      { answered: true, fromMs: -10, toMs: 0, probes: 2 },
      { answered: false, fromMs: 20, toMs: 30, probes: 2 },
      { answered: true, fromMs: 31, toMs: 41, probes: 2 },
    ]);
  });

  it('goes by the order of sending, not by when the fate was told', () => {
    expect(segments(answer(2, 5), answer(1, 7), noAnswer(3, 20)).map(({ probes }) => probes)).toEqual([2, 1]);
  });

  it('has none where nothing was told', () => {
    expect(segments('')).toEqual([]);
  });
});

describe('withoutPending', () => {
  const lost = (...lines: string[]) => [
    ...withoutPending(readPingRecord(`${lines.join('\n')}\n`)).losses.keys(),
  ];

  it('leaves out what was noted as unanswered in the last half second, and keeps the rest', () => {
    expect(lost(answer(1, 0), noAnswer(2, 20), answer(4, 510), noAnswer(3, 515), noAnswer(5, 519))).toEqual(
      [],
    );
    expect(lost(answer(1, 0), noAnswer(2, 20), answer(4, 510), noAnswer(3, 515), noAnswer(5, 520))).toEqual([
      2,
    ]);
  });

  it('keeps an outage that does not end', () => {
    expect(lost(answer(1, 0), noAnswer(2, 20), noAnswer(3, 400), noAnswer(4, 900))).toEqual([2, 3]);
  });

  it('takes an empty record', () => {
    expect(lost()).toEqual([]);
  });
});
