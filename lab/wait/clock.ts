import { setTimeout as sleep } from 'node:timers/promises';
import { given } from '../given.ts';

/** Tells the time, and lets it pass. Whatever waits takes one, so that a test can put its own in place. */
export interface Clock {
  /** Milliseconds since some moment; they never go back. */
  now(): number;
  /** Ends after that many milliseconds, or as soon as the signal is aborted; it never fails. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest that a timer of Node's can run. */
const LONGEST_MS = 2 ** 31 - 1;

/** This machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(Math.min(ms, LONGEST_MS), undefined, given({ signal }));
    } catch {
      // Aborted: the sleep is over.
    }
  },
};
