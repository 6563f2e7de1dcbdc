import type { DataplaneName } from '../plan/types.ts';
import type { IpVersion } from '../topology/types.ts';
import type { Verdict } from '../probe/verdict.ts';

/** What became of one pair of an expectation. `skipped`: only packets could tell, and none were sent. */
export interface CheckedPair {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly ipVersion: IpVersion;
  /** Where the expectation stands. */
  readonly file: string;
  readonly line: number;
  readonly verdict: Verdict | 'skipped';
  /** One sentence: what was seen, or what the model says. */
  readonly evidence: string;
  /** Why it is not as expected, with its code; null if nothing was found. */
  readonly cause: string | null;
  readonly cure: string | null;
}

/** What a lab's expectations came to. */
export interface GateResult {
  readonly lab: string;
  readonly file: string;
  /** Whether the model alone was asked. */
  readonly dryRun: boolean;
  /** Null where no lab was brought up. */
  readonly dataplane: DataplaneName | null;
  /** `failed` if any pair failed, else `inconclusive` if any is, else `passed`; what was skipped does not count. */
  readonly verdict: Verdict;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly pairs: readonly CheckedPair[];
}

/** How it went in a few words, e.g. `3 of 4 expectations met, 1 skipped`. */
export function gateHeadline({ pairs }: Pick<GateResult, 'pairs'>): string {
  const count = (verdict: CheckedPair['verdict']): number =>
    pairs.filter((each) => each.verdict === verdict).length;
  const more = (['inconclusive', 'skipped'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `, ${count(verdict)} ${verdict}`);
  return `${count('passed')} of ${pairs.length} expectations met${more.join('')}`;
}
