import type { ExplanationCode } from '../causes/codes.ts';
import type { Leg } from './trace.ts';

/** One thing that a packet met on its way, and whether it was let pass. */
export interface Hop {
  readonly leg: Leg;
  readonly node: string;
  /** What was met there, e.g. `route table vpc-a-private`. */
  readonly subject: string;
  /** `unknown`: the packet was last seen here, and nothing was found that is wrong. */
  readonly verdict: 'ok' | 'wrong' | 'unknown';
  readonly code: ExplanationCode | null;
  /** One sentence without a full stop, in AWS's words. */
  readonly text: string;
  /** What was really read: a rule of the packet filter, a kernel route, an SA, a line of a log. */
  readonly evidence: string;
  /** What to do about it; null where nothing is wrong. */
  readonly cure: string | null;
  /** A command that carries the cure out; null where it takes something else, as a call of the EC2 API or `s2s up`. */
  readonly repair: NodeCommand | null;
}

/** A shell command to be run in a node. */
export interface NodeCommand {
  readonly node: string;
  readonly command: string;
}

/** Where a hop is, and of what. */
export type HopPlace = Pick<Hop, 'leg' | 'node' | 'subject'>;

/** A hop that let the packet pass. */
export function passed(place: HopPlace, text: string, evidence: string): Hop {
  return { ...place, verdict: 'ok', code: null, text, evidence, cure: null, repair: null };
}

/** What stops a packet. */
export interface Finding {
  /** The node at fault, where it is another than the one that the packet has come to. */
  readonly node?: string;
  readonly code: ExplanationCode;
  readonly text: string;
  readonly evidence: string;
  readonly cure: string;
  readonly repair?: NodeCommand;
}

/** A hop that stopped the packet. */
export function stopped(place: HopPlace, finding: Finding): Hop {
  return { ...place, verdict: 'wrong', repair: null, ...finding };
}

/** A hop after which nothing more was seen of the packet, for no reason that was found. */
export function unexplained(place: HopPlace, text: string, evidence: string): Hop {
  return { ...place, verdict: 'unknown', code: null, text, evidence, cure: null, repair: null };
}
