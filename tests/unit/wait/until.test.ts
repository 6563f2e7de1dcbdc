import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../lab/wait/clock.ts';
import type { Clock } from '../../../lab/wait/clock.ts';
import { Deadline } from '../../../lab/wait/deadline.ts';
import { inTime, until } from '../../../lab/wait/until.ts';
import { fakeClock } from './fake-clock.ts';

/** Sees 1, 2, 3 …, and takes `ms` for each look. */
function counter(clock = fakeClock(), ms = 0): () => Promise<number> {
  let count = 0;
  return async () => {
    await clock.sleep(ms);
    return ++count;
  };
}

describe('until', () => {
  it('looks once where that will do, and waits for nothing', async () => {
    const clock = fakeClock();
    expect(await until(counter(), () => true, { within: 1000, everyMs: 100, clock })).toBe(1);
    expect(clock.now()).toBe(0);
  });

  it('looks again at the interval until what it sees will do', async () => {
    const clock = fakeClock();
    expect(await until(counter(), (seen) => seen === 4, { within: 1000, everyMs: 100, clock })).toBe(4);
    expect(clock.now()).toBe(300);
  });

  it('looks once more at the end of the budget, and returns that', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    await until(
      () => times.push(clock.now()),
      () => false,
      { within: 250, everyMs: 100, clock },
    );
    expect(times).toEqual([0, 100, 200, 250]);
  });

  it('looks ever less often, so that what comes late is seen a tenth of its time later at most', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    await until(
      () => times.push(clock.now()),
      () => false,
      { within: 30_000, everyMs: 50, clock },
    );
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(times.filter((time) => time <= 500)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500]);
    expect(times.length).toBeLessThan(70);
    expect(gaps.every((gap, index) => gap <= Math.max(50, times[index]! / 10))).toBe(true);
    expect(Math.max(...gaps)).toBe(1000);
    expect(times.at(-1)).toBe(30_000);
  });

  it('keeps its interval where it is told to', async () => {
    const clock = fakeClock();
    const look = counter();
    await until(look, (seen) => seen === 101, { within: 30_000, everyMs: 50, steadily: true, clock });
    expect(clock.now()).toBe(5000);
  });

  it('has no shorter interval than it was given, however long', async () => {
    const clock = fakeClock();
    await until(counter(), (seen) => seen === 4, { within: Infinity, everyMs: 60_000, clock });
    expect(clock.now()).toBe(180_000);
  });

  it('begins no look after the budget where looks take their time by themselves', async () => {
    const clock = fakeClock();
    expect(await until(counter(clock, 100), () => false, { within: 250, clock })).toBe(3);
    expect(clock.now()).toBe(300);
  });

  it('shares a budget that runs already', async () => {
    const clock = fakeClock();
    const within = new Deadline(250, { clock });
    const look = counter(clock, 100);
    await until(look, (seen) => seen === 2, { within });
    expect(await until(look, () => false, { within })).toBe(3);
  });

  it('looks as soon as it is woken', async () => {
    const clock = fakeClock();
    const events = [40, 70];
    const wake = (): Promise<void> => clock.sleep(events.shift()!);
    expect(await until(counter(), (seen) => seen === 3, { within: 1000, wake, clock })).toBe(3);
    expect(clock.now()).toBe(110);
  });

  it('is over at the end of the budget though nothing wakes it', async () => {
    const clock = fakeClock();
    const wake = (): Promise<void> => new Promise(() => {});
    expect(await until(counter(), () => false, { within: 1000, wake, clock })).toBe(2);
    expect(clock.now()).toBe(1000);
  });

  it('looks no more once the signal is aborted', async () => {
    const controller = new AbortController();
    const look = counter();
    const waiting = until(look, () => false, {
      within: Infinity,
      everyMs: 60_000,
      signal: controller.signal,
    });
    controller.abort();
    expect(await waiting).toBe(1);
  });

  it('fails as the look does', async () => {
    const refused = (): never => {
      throw new Error('refused');
    };
    await expect(until(refused, () => false, { within: 1000 })).rejects.toThrow('refused');
  });
});

describe('inTime', () => {
  it('gives what the promise comes to', async () => {
    const clock = fakeClock();
    expect(await inTime(Promise.resolve('there'), { within: 1000, clock })).toBe('there');
  });

  it('gives null after the budget', async () => {
    const clock = fakeClock();
    expect(await inTime(new Promise(() => {}), { within: 1000, clock })).toBeNull();
    expect(clock.now()).toBe(1000);
  });

  it('fails as the promise does', async () => {
    await expect(inTime(Promise.reject(new Error('refused')), { within: 1000 })).rejects.toThrow('refused');
  });

  it('keeps no process waiting for the rest of its budget', async () => {
    let sleeping = 0;
    const clock: Clock = {
      ...systemClock,
      sleep: async (ms, signal) => {
        sleeping += 1;
        await systemClock.sleep(ms, signal);
        sleeping -= 1;
      },
    };
    await inTime(Promise.resolve(), { within: 60_000, clock });
    await new Promise(setImmediate);
    expect(sleeping).toBe(0);
  });
});
