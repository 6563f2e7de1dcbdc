import type { StartedLab } from '../engine/started-lab.ts';
import type { Hop } from '../diagnosis/hop.ts';
import type { OutageReport, ProbedPair } from '../probe/outage.ts';
import type { CustomerGateway, Lab } from '../topology/types.ts';

/** Something that AWS, the Internet or a router's own machine does to a VPN connection in production, as a value. */
export interface DrillEvent {
  /** In kebab-case, e.g. `silent-death`. */
  readonly name: string;
  /** One sentence without a full stop that says what happens; `{tunnel}` and `{router}` stand for their names. */
  readonly title: string;
  /** What of production it stands for, one sentence. */
  readonly standsFor: string;
  /** Where that is written. */
  readonly source: string;
  /** What helps a router that it does harm to, where nothing more is known; as `title`. */
  readonly cure: string;
  /**
   * `tunnel`: it happens to each tunnel that is up, one after the other; `bgpSession`: to each that has a BGP session.
   * `router`: it happens once.
   */
  readonly happensTo: 'tunnel' | 'bgpSession' | 'router';
  /** About how long it takes in a lab, in milliseconds. */
  readonly expectedMs: (lab: Lab) => number;
  /** Lets it happen, looks at what becomes of the traffic, and takes it back. */
  readonly carryOut: (scene: Scene) => Promise<Seen>;
  /** What has been seen comes to. Pure. */
  readonly judge: (seen: Seen, setting: Setting) => Judged;
}

/** Whom an event happens to. */
export interface Setting {
  readonly router: string;
  /** The tunnel that it happens to; null where it happens to the router. */
  readonly tunnel: string | null;
  /** The other tunnels of the router that were up. */
  readonly otherTunnels: readonly string[];
  /** The tunnels of the router over whose BGP session AWS had learned something. */
  readonly bgpSessions: readonly string[];
}

/** Where an event takes place. */
export interface Scene extends Setting {
  readonly running: StartedLab;
  readonly gateway: CustomerGateway;
  /** What is probed all through it: from a host on premises to one in AWS, and back where that is answered. */
  readonly pairs: readonly ProbedPair[];
}

/** How a tunnel came back once what had stopped it was over. */
export interface ComeBack {
  readonly tunnel: string;
  /** `itself`: nobody did anything. `hand`: somebody had to initiate it. `never`: not even then. */
  readonly by: 'itself' | 'hand' | 'never';
  /** After how long; null if it never did. */
  readonly afterMs: number | null;
}

/** What was seen of one event. */
export interface Seen {
  /** Of each pair, from the event until the answers were steady again; empty where none was measured. */
  readonly outages: readonly OutageReport[];
  /** When the router gave the tunnel up, in milliseconds after the event; null if it did not, or has none to give up. */
  readonly noticedMs: number | null;
  /** What `explain` found that stopped the packets; null if it was not asked, or found nothing. */
  readonly cause: Hop | null;
  /** The tunnels that the event took away. */
  readonly comeBacks: readonly ComeBack[];
  /** What else was measured, sentences without a full stop. */
  readonly facts: readonly string[];
  /** Of a check that is no outage: what failed, sentences without a full stop. */
  readonly failures: readonly string[];
  /** Why a failure may be the data plane's own, one sentence without a full stop; missing where it cannot be. */
  readonly limits?: string;
}

/** Nothing seen yet. */
export const NOTHING: Seen = {
  outages: [],
  noticedMs: null,
  cause: null,
  comeBacks: [],
  facts: [],
  failures: [],
};

/**
 * `no-loss`: every probe was answered. `failed-over`: answers came by another way while the event lasted. `recovered`:
 * answers came again, by themselves. `works`: what was tried works. `lost`: none came until the event was taken back, or none
 * came any more. `stays-down`: traffic went on, and the tunnel did not come back by itself, so the next event takes all.
 * `fails`: what was tried does not work. `inconclusive`: a control failed.
 */
export type DrillVerdict =
  | 'no-loss'
  | 'failed-over'
  | 'recovered'
  | 'works'
  | 'lost'
  | 'stays-down'
  | 'fails'
  | 'inconclusive';

/** What an event came to. */
export interface Judged {
  readonly verdict: DrillVerdict;
  /** What happened, in one or more sentences without a full stop. */
  readonly sentences: readonly string[];
  /** What was good only by chance: what it hung on, and where that it may be otherwise is written. */
  readonly luck: Luck | null;
}

export interface Luck {
  readonly sentence: string;
  readonly source: string;
}
