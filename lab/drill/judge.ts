import type { Carriers } from '../probe/carriers.ts';
import type { OutageReport } from '../probe/outage.ts';
import type { DrillVerdict, Judged, Luck, Seen, Setting } from './event.ts';
import { duration, listed } from './words.ts';

const ROUTING_OPTIONS = 'AWS Site-to-Site VPN user guide, Routing options';
const INITIATION = 'AWS Site-to-Site VPN user guide, Tunnel initiation options';

/** Of several outages of one event the worst: one that did not end before any other, then the longest. */
export function worstOf(outages: readonly OutageReport[]): OutageReport | null {
  const [worst = null] = outages.toSorted(
    (a, b) =>
      Number(b.recoveryMs === null) - Number(a.recoveryMs === null) ||
      b.longestGapMs - a.longestGapMs ||
      b.lost - a.lost,
  );
  return worst;
}

/** An event that takes a tunnel away for as long as it lasts: the traffic has to find another way. */
export function judgeLasting(seen: Seen, setting: Setting): Judged {
  const unproven = missingControl(seen);
  if (unproven !== null) return unproven;
  const verdict = verdictOf(seen, 'failed-over');
  const luck = verdict === 'no-loss' ? idleLuck(seen, setting) : null;
  return { verdict, sentences: [wayThrough(seen, setting), ...afterwards(seen, setting)], luck };
}

/** An event that is over at once: the traffic has to come back, by whichever tunnel. */
export function judgePassing(seen: Seen): Judged {
  const unproven = missingControl(seen);
  if (unproven !== null) return unproven;
  return {
    verdict: verdictOf(seen, 'recovered'),
    sentences: [passing(seen), ...afterwards(seen)],
    luck: null,
  };
}

/** A check that measures no outage. */
export function judgeTried(seen: Seen): Judged {
  return seen.failures.length > 0
    ? { verdict: 'fails', sentences: [...seen.failures, ...seen.facts], luck: null }
    : { verdict: 'works', sentences: seen.facts, luck: null };
}

/** A pair that was not answered before the event shows nothing. */
export function missingControl({ outages }: Seen): Judged | null {
  if (outages.length === 0) {
    const sentence = 'no host in AWS is answered by one behind the router, so that nothing can be said of it';
    return { verdict: 'inconclusive', sentences: [sentence], luck: null };
  }
  const silent = outages.find(({ segments }) => !segments.some((each) => each.answered && each.fromMs < 0));
  if (silent === undefined) return null;
  const sentence = `${silent.to} did not answer ${silent.from} before the event, so that nothing can be said of it`;
  return { verdict: 'inconclusive', sentences: [sentence], luck: null };
}

function verdictOf({ outages, comeBacks }: Seen, recovered: DrillVerdict): DrillVerdict {
  if (outages.some(({ recoveryMs }) => recoveryMs === null)) return 'lost';
  if (comeBacks.some(({ by }) => by !== 'itself')) return 'stays-down';
  return outages.every(({ lost }) => lost === 0) ? 'no-loss' : recovered;
}

function wayThrough(seen: Seen, setting: Setting): string {
  const worst = worstOf(seen.outages)!;
  const noticed = noticing(seen, setting);
  if (worst.recoveryMs === null) return `${lostOf(worst)} while it lasted${noticed}`;
  if (worst.lost === 0) return `no probe was lost: ${carried(worst.after)}${noticed}`;
  return `${lostOf(worst)}, then ${carried(worst.after)}, ${duration(worst.recoveryMs)} after the event${noticed}`;
}

function passing(seen: Seen): string {
  const worst = worstOf(seen.outages)!;
  if (worst.recoveryMs === null) return `${lostOf(worst)}, and no answer came any more`;
  if (worst.lost === 0) return `no probe was lost: ${carried(worst.after)}`;
  return `${lostOf(worst)}, then ${carried(worst.after)}, ${duration(worst.recoveryMs)} after the event`;
}

/** Without a loss nobody waited for the router to give the tunnel up, so that not having done so says nothing. */
function noticing({ noticedMs, outages }: Seen, { router, tunnel }: Setting): string {
  if (tunnel === null) return '';
  if (noticedMs !== null) return `; ${router} gave ${tunnel} up after ${duration(noticedMs)}`;
  const isLost = outages.some(({ recoveryMs }) => recoveryMs === null);
  return isLost ? `; ${router} went on taking ${tunnel} for up` : '';
}

function lostOf({ lost, sent, from, to, longestGapMs }: OutageReport): string {
  return `${lost} of ${sent} probes from ${from} to ${to} lost, ${duration(longestGapMs)} without an answer`;
}

function carried({ out, back }: Carriers): string {
  const [there, again] = [listed(out), listed(back)];
  return there === again ? `${there} carried everything` : `out by ${there} and back by ${again}`;
}

/** How each tunnel came back, where that is worth a word. */
function afterwards({ comeBacks }: Seen, setting?: Setting): string[] {
  const left =
    setting === undefined || setting.otherTunnels.length === 0
      ? ''
      : `: until then ${listed(setting.otherTunnels)} is all there is`;
  return comeBacks.map(({ tunnel, by, afterMs }) => {
    if (by === 'itself')
      return `${tunnel} came back by itself ${duration(afterMs ?? 0)} after its end was there again`;
    if (by === 'hand')
      return `${tunnel} did not come back until somebody initiated it (${INITIATION})${left}`;
    return `${tunnel} did not come back, not even when it was initiated`;
  });
}

/** No probe lost since the tunnel carried none: AWS is free to use it at any time. */
function idleLuck({ outages }: Seen, { tunnel }: Setting): Luck | null {
  const [first] = outages;
  if (first === undefined || tunnel === null) return null;
  const used = new Set([...first.before.out, ...first.before.back]);
  if (used.has(tunnel) || used.size === 0) return null;
  return {
    sentence: `nothing was lost with ${tunnel} because ${carried(first.before)} when it went; AWS chooses the tunnel that it sends by, and may choose ${tunnel} at any time`,
    source: ROUTING_OPTIONS,
  };
}
