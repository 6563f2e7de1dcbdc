import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';

/** A budget that has begun to run: several waits can share it. */
export class Deadline {
  readonly clock: Clock;
  readonly #endsAt: number;
  readonly #signal: AbortSignal | undefined;

  /**
   * @param budgetMs Infinity for one that only `signal` ends.
   * @param signal ends it early.
   */
  constructor(budgetMs: number, { clock = systemClock, signal }: DeadlineOptions = {}) {
    this.clock = clock;
    this.#endsAt = clock.now() + budgetMs;
    this.#signal = signal;
  }

  /** Whether the signal has ended it. */
  get isGivenUp(): boolean {
    return this.#signal?.aborted === true;
  }

  get isOver(): boolean {
    return this.isGivenUp || this.clock.now() >= this.#endsAt;
  }

  /**
   * Lets time pass: as long as that, or to the end of the budget if that comes first.
   * @param signal wakes up earlier.
   */
  async sleep(ms = Infinity, signal?: AbortSignal): Promise<void> {
    const signals = [this.#signal, signal].filter((each) => each !== undefined);
    const leftMs = Math.max(0, this.#endsAt - this.clock.now());
    await this.clock.sleep(Math.min(ms, leftMs), signals.length === 0 ? undefined : AbortSignal.any(signals));
  }
}

export interface DeadlineOptions {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}
