import type { OutageReport } from './outage.ts';
import type { Judgement } from './verdict.ts';

/** What an outage has to be like; what is not named is not looked at. */
export interface OutageLimits {
  /** The most probes that may be lost; 0 for none at all. */
  readonly maxLost?: number;
  /** The fewest probes that have to be lost: for what is to hurt. */
  readonly minLost?: number;
  /** The longest time without an answer, in milliseconds. */
  readonly maxGapMs?: number;
  /** Not a single probe is answered after the action, and the pair does not recover. */
  readonly total?: true;
  /** Tunnel that has to carry the probes at the end, both ways. */
  readonly movesTo?: string;
}

/** Holds an outage against its limits. An outage that does not end passes only where it has to be total. */
export function judgeOutage(outage: OutageReport, limits: OutageLimits): Judgement {
  const misses = limits.total === true ? totalMisses(outage) : recoveryMisses(outage, limits);
  const seen = describeOutage(outage);
  return misses.length === 0
    ? { verdict: 'passed', evidence: seen }
    : { verdict: 'failed', evidence: `${misses.join(', ')}: ${seen}` };
}

/** An outage in one line, e.g. `12 of 300 probes lost (12 forward, 0 return), 0.1 s without an answer, …`. */
export function describeOutage(outage: OutageReport): string {
  const { lost, sent, lostForward, lostReturn, longestGapMs, recoveryMs, before, after } = outage;
  if (lost === 0) return `none of ${sent} probes lost, ${way(before)} before, ${way(after)} after`;
  return [
    `${lost} of ${sent} probes lost (${lostForward} forward, ${lostReturn} return)`,
    `${(longestGapMs / 1000).toFixed(2)} s without an answer`,
    recoveryMs === null ? 'not recovered' : `recovered after ${(recoveryMs / 1000).toFixed(2)} s`,
    `${way(before)} before, ${way(after)} after`,
  ].join(', ');
}

function way({ out, back }: OutageReport['before']): string {
  const [there, again] = [out, back].map((tunnels) =>
    tunnels.length === 0 ? 'no tunnel' : tunnels.join(' and '),
  );
  return there === again ? `by ${there}` : `out by ${there} and back by ${again}`;
}

function totalMisses({ segments, recoveryMs, lost }: OutageReport): string[] {
  if (lost === 0) return ['nothing was lost'];
  const last = segments.at(-1);
  return recoveryMs !== null || last?.answered !== false ? ['probes were answered again'] : [];
}

function recoveryMisses(
  outage: OutageReport,
  { maxLost, minLost, maxGapMs, movesTo }: OutageLimits,
): string[] {
  const { lost, longestGapMs, recoveryMs, after } = outage;
  return [
    ...(recoveryMs === null ? ['not recovered'] : []),
    ...(maxLost !== undefined && lost > maxLost ? [`more than ${maxLost} lost`] : []),
    ...(minLost !== undefined && lost < minLost ? [`fewer than ${minLost} lost`] : []),
    ...(maxGapMs !== undefined && longestGapMs > maxGapMs
      ? [`more than ${maxGapMs} ms without an answer`]
      : []),
    ...(movesTo !== undefined && (after.out.join() !== movesTo || after.back.join() !== movesTo)
      ? [`not by ${movesTo}`]
      : []),
  ];
}
