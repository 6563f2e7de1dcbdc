import {
  CERTIFICATE_EXPIRED,
  CERTIFICATE_NOT_SHOWN,
  CERTIFICATE_OF_OTHER_AUTHORITY,
  KEY_MISSING,
} from './ike-refusals.ts';
import type { RefusalCode } from './ike-refusals.ts';

/** One line of charon's log, with the time that the engine gave it, which sorts as text. */
export interface LogLine {
  readonly time: string;
  readonly node: string;
  readonly text: string;
}

/** What the last negotiation of a tunnel came to, by the logs of both ends, with the line that says so. */
export interface LogVerdict {
  /** Null: no peer refused anything, `line` tells how it ended all the same. */
  readonly code: RefusalCode | null;
  /** `silent`: nothing came back. `deleted`: one end took leave. */
  readonly kind: 'refused' | 'silent' | 'deleted';
  readonly line: LogLine;
}

const LINE = /^(\S+) \d+\[\w+\] (<[^>]*>)? ?(.*)$/;

/** How a log begins a negotiation, the initiator's and the responder's. */
const BEGINS = /\binitiating (?:an? )?(?:\w+ Mode )?IKE_SA\b/;
/** The engine stamps what it reads, so the times of two nodes are only so exact; two negotiations lie further apart. */
const SAME_NEGOTIATION_MS = 1000;
const ESTABLISHED = /\bIKE_SA \S+ established between /;

/**
 * What charon says when it refuses a peer, or when a peer refuses it; the more telling line first. A responder that cannot
 * decrypt IKEv1's first message with an identity has another pre-shared key, and says no more than that.
 */
const REFUSAL_LINES: readonly (readonly [RegExp, RefusalCode])[] = [
  [KEY_MISSING, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
  [CERTIFICATE_NOT_SHOWN, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
  [CERTIFICATE_OF_OTHER_AUTHORITY, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
  [CERTIFICATE_EXPIRED, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
  [/no trusted .*public key found/, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
  [/no IKE config found for /, 'CUSTOMER_GATEWAY_ADDRESS_CHANGED'],
  [/no (?:matching )?peer config found/, 'TUNNEL_DOWN_ID_MISMATCH'],
  [
    /TS_UNACCEPTABLE|traffic selectors .*unacceptable|no matching CHILD_SA config found/,
    'TRAFFIC_SELECTOR_MISMATCH',
  ],
  [/proposals unacceptable|no (?:matching |acceptable )?proposal found/, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'],
  [
    /MAC mismatched|calculated HASH does not match|ID_PROT request with message ID 0 processing failed/,
    'TUNNEL_DOWN_AUTHENTICATION_FAILED',
  ],
  [/NO_PROPOSAL_CHOSEN/, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'],
  [/AUTHENTICATION_FAILED/, 'TUNNEL_DOWN_AUTHENTICATION_FAILED'],
];
const ANSWERED = /\b(?:IKE|CHILD)_SA \S+ established /;
const DELETED = /received DELETE for IKE_SA/;
const UPDOWN = /\bupdown: /;
const SILENT = /sending retransmit |giving up after |DPD check timed out/;

/** Whether a line of a log bears on what {@link judgeIkeLog} finds. */
export function isNegotiation(line: string): boolean {
  return [
    BEGINS,
    ESTABLISHED,
    ANSWERED,
    DELETED,
    SILENT,
    UPDOWN,
    ...REFUSAL_LINES.map(([pattern]) => pattern),
  ].some((pattern) => pattern.test(line));
}

/**
 * Reads what the engine keeps of a node's output, with times.
 * @param connection a router's connection, whose lines alone are taken; null takes all, as of an endpoint, which has one.
 */
export function readIkeLog(node: string, log: string, connection: string | null): LogLine[] {
  return log.split('\n').flatMap((line): LogLine[] => {
    const [, time = '', tag = '', text = ''] = LINE.exec(line) ?? [];
    const own = connection === null || tag.startsWith(`<${connection}|`);
    return time !== '' && own ? [{ time, node, text }] : [];
  });
}

/** Judges the last negotiation by the logs of both ends, each in its own order; null if they say nothing of it. */
export function judgeIkeLog(logs: readonly (readonly LogLine[])[]): LogVerdict | null {
  const last = lastNegotiation(logs);
  for (const [pattern, code] of REFUSAL_LINES) {
    for (const lines of last) {
      const index = lines.findLastIndex(({ text }) => pattern.test(text));
      if (index < 0) continue;
      const hasIkeSa = lines.slice(0, index).some(({ text }) => ESTABLISHED.test(text));
      const forChild = code === 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN' && hasIkeSa;
      return {
        code: forChild ? 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN' : code,
        kind: 'refused',
        line: lines[index]!,
      };
    }
  }
  for (const [pattern, kind] of [
    [DELETED, 'deleted'],
    [SILENT, 'silent'],
  ] as const) {
    const line = last.flatMap(sinceAnswered).findLast(({ text }) => pattern.test(text));
    if (line !== undefined) return { code: null, kind, line };
  }
  return null;
}

/** What a log says from its last SA on; all of it where there came none. What was sent again before, got its answer. */
function sinceAnswered(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.slice(
    Math.max(
      0,
      lines.findLastIndex(({ text }) => ANSWERED.test(text)),
    ),
  );
}

/** The lines of each log since it last began to negotiate; none of one that did so earlier than the other. */
function lastNegotiation(logs: readonly (readonly LogLine[])[]): (readonly LogLine[])[] {
  const last = logs.map((lines) =>
    lines.slice(
      Math.max(
        0,
        lines.findLastIndex(({ text }) => BEGINS.test(text)),
      ),
    ),
  );
  const beginnings = last.map(([line]) => (line === undefined ? 0 : Date.parse(line.time)));
  const latest = Math.max(...beginnings);
  return last.filter((_, index) => latest - beginnings[index]! < SAME_NEGOTIATION_MS);
}
