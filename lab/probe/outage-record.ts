/** How long a pair was cut off, as s2s-probe saw it. Times are in milliseconds after the action began; negative before it. */
export interface Outage {
  /** Probes whose fate it told: answered, or noted as unanswered when the next one was sent. */
  readonly sent: number;
  readonly received: number;
  readonly lost: number;
  /** When it noted the first lost probe as unanswered, one interval after sending it; null if none was lost. */
  readonly firstLossMs: number | null;
  /** When the first answer after the last lost probe came; 0 if none was lost, null if none came any more. */
  readonly recoveryMs: number | null;
  /** The longest time without an answer around lost probes; one still going on at the end counts as far as it was seen. */
  readonly longestGapMs: number;
}

/** Probes in a row that met the same fate. Times as in {@link Outage}. */
export interface OutageSegment {
  readonly answered: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  readonly probes: number;
}

/** What s2s-probe (images/base) told of its probes, by the node's own clock, in milliseconds since 1970. */
export interface PingRecord {
  /** When the answer to a probe came, by sequence number. */
  readonly answers: ReadonlyMap<number, number>;
  /** When it noted a probe as unanswered, or got an ICMP error for it, and no answer came later. */
  readonly losses: ReadonlyMap<number, number>;
}

/** After so long an answer has come, or never will. */
const PENDING_MS = 500;

const LINE =
  /^\[(?<seconds>\d+\.\d+)\] (?:\d+ bytes from \S+ icmp_seq=(?<answered>\d+)|(?:no answer yet for|From \S+) icmp_seq=(?<lost>\d+))/gm;

/** Reads the output of s2s-probe, which is that of `ping -D -O`. A probe that it said nothing of is in neither list. */
export function readPingRecord(output: string): PingRecord {
  const answers = new Map<number, number>();
  const losses = new Map<number, number>();
  for (const { groups = {} } of output.matchAll(LINE)) {
    const list = groups.answered === undefined ? losses : answers;
    const sequence = Number(groups.answered ?? groups.lost);
    if (!list.has(sequence)) list.set(sequence, Number(groups.seconds) * 1000);
  }
  for (const sequence of answers.keys()) losses.delete(sequence);
  return { answers, losses };
}

/**
 * A record that has ended, without the probes noted as unanswered in its last moments: on a busy machine their
 * answers were still on their way, and nobody was there any more to take them.
 */
export function withoutPending({ answers, losses }: PingRecord): PingRecord {
  const end = Math.max(...answers.values(), ...losses.values());
  return { answers, losses: new Map([...losses].filter(([, time]) => end - time >= PENDING_MS)) };
}

/** The outage that a record shows, in times after `startMs` (milliseconds since 1970 by the node's clock). */
export function outageOf(record: PingRecord, startMs: number): Outage {
  const { answers, losses } = record;
  const lastLost = Math.max(...losses.keys());
  const recovery = Math.min(
    ...[...answers].filter(([sequence]) => sequence > lastLost).map(([, time]) => time),
  );
  const firstLoss = Math.min(...losses.values());
  return {
    sent: answers.size + losses.size,
    received: answers.size,
    lost: losses.size,
    firstLossMs: losses.size === 0 ? null : round(firstLoss - startMs),
    recoveryMs: losses.size === 0 ? 0 : recovery === Infinity ? null : round(recovery - startMs),
    longestGapMs: round(longestGap(segmentsOf(record, startMs))),
  };
}

/** The fate of all probes in the order in which they were sent. */
export function segmentsOf({ answers, losses }: PingRecord, startMs: number): OutageSegment[] {
  const probes = [
    ...[...answers].map(([sequence, time]) => ({ sequence, time, answered: true })),
    ...[...losses].map(([sequence, time]) => ({ sequence, time, answered: false })),
  ].sort((a, b) => a.sequence - b.sequence);
  const segments: OutageSegment[] = [];
  for (const { time, answered } of probes) {
    const last = segments.at(-1);
    const atMs = round(time - startMs);
    if (last?.answered === answered)
      segments[segments.length - 1] = { ...last, toMs: atMs, probes: last.probes + 1 };
    else segments.push({ answered, fromMs: atMs, toMs: atMs, probes: 1 });
  }
  return segments;
}

/** For how many milliseconds every probe has been answered, counted from `sinceMs` at the earliest. */
export function steadyForMs({ answers, losses }: PingRecord, sinceMs: number): number {
  return Math.max(0, Math.max(...answers.values()) - Math.max(sinceMs, ...losses.values()));
}

/** From the answer before lost probes to the answer after them; a sender that was late itself makes no gap. */
function longestGap(segments: readonly OutageSegment[]): number {
  const gaps = segments.map(({ answered, fromMs, toMs }, index) => {
    const start = segments[index - 1]?.toMs ?? fromMs;
    const end = segments[index + 1]?.fromMs ?? toMs;
    return answered ? 0 : end - start;
  });
  return Math.max(0, ...gaps);
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
