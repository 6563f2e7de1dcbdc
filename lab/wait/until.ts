import { Deadline } from './deadline.ts';
import type { DeadlineOptions } from './deadline.ts';

/** How something is waited for. */
export interface Wait extends DeadlineOptions {
  /** Budget in milliseconds, as in `BUDGETS_MS`; or one that runs already, with its clock and signal. */
  readonly within: number | Deadline;
  /**
   * Milliseconds between two looks at first; none where a look takes its time by itself. Later on they are a tenth of the
   * time waited so far, a second at most: what comes soon is seen soon, and a wait in vain costs little.
   */
  readonly everyMs?: number;
  /** The interval stays as it is: somebody measures by the looks, or waits for nothing else. */
  readonly steadily?: boolean;
  /** In place of `everyMs`: ends when there may be something new to see, e.g. at the next event. */
  readonly wake?: () => Promise<unknown>;
}

/** What the time between two looks may grow to, in milliseconds. */
const SELDOM_MS = 1000;

/**
 * Looks again and again until what is seen will do, or the budget is used up. It looks at least once, and where
 * it waits between two looks once more at the end of the budget.
 * @returns what was seen last; whether it will do is for the caller to say.
 * @throws what `look` or `wake` throws, at once.
 */
export async function until<Seen>(
  look: () => Seen | Promise<Seen>,
  willDo: (seen: Seen) => boolean,
  { within, everyMs = 0, steadily = false, wake, ...options }: Wait,
): Promise<Seen> {
  const deadline = deadlineOf(within, options);
  const startedAt = deadline.clock.now();
  const pauseMs = (): number => {
    const grownMs = Math.min(Math.floor((deadline.clock.now() - startedAt) / 10), SELDOM_MS);
    return steadily ? everyMs : Math.max(everyMs, grownMs);
  };
  for (;;) {
    const seen = await look();
    if (willDo(seen) || deadline.isOver) return seen;
    if (wake !== undefined) await inTime(wake(), { within: deadline });
    else if (everyMs > 0) await deadline.sleep(pauseMs());
    if (deadline.isGivenUp) return seen;
  }
}

/**
 * What a promise comes to within a budget; null if it takes longer. It is not ended then.
 * @throws what it fails with.
 */
export async function inTime<Result>(
  promise: Promise<Result>,
  { within, ...options }: Pick<Wait, 'within' | 'clock' | 'signal'>,
): Promise<Result | null> {
  const deadline = deadlineOf(within, options);
  const settled = new AbortController();
  try {
    return await Promise.race([promise, deadline.sleep(Infinity, settled.signal).then(() => null)]);
  } finally {
    settled.abort();
  }
}

function deadlineOf(within: number | Deadline, options: DeadlineOptions): Deadline {
  return typeof within === 'number' ? new Deadline(within, options) : within;
}
