import { ruleComment } from '../../causes/rule-comment.ts';
import type { RuleMeaning } from '../../causes/rule-comment.ts';
import { given } from '../../given.ts';

/** A rule of a chain: which packets it is for, and what becomes of them. */
export interface NftRule {
  /** Which packets, in the words of nft, e.g. `iifname "eth0" udp dport { 500, 4500 }`; empty for every packet. */
  readonly match: string;
  /** What becomes of them, e.g. `drop`, `jump ingress_web`, `snat to 3.36.6.148`; null: the next rule or the chain's policy says. */
  readonly verdict: string | null;
  readonly isCounted: boolean;
  /** What it stands for, for whoever finds it to have dropped a packet. */
  readonly meaning?: RuleMeaning;
  /** What a reader of the ruleset is told of a rule that drops nothing. */
  readonly remark?: string;
}

/** Drops packets, counts them, and says what that is. */
export function drop(match: string, meaning: RuleMeaning): NftRule {
  return { match, verdict: 'drop', isCounted: true, meaning };
}

/** Lets packets pass, and counts them. */
export function accept(match: string, remark?: string): NftRule {
  return { match, verdict: 'accept', isCounted: true, ...given({ remark }) };
}

/** The last rule of a chain whose policy is to drop: counts what is dropped, and says what that is. */
export function leftToPolicy(meaning: RuleMeaning): NftRule {
  return { match: '', verdict: null, isCounted: true, meaning };
}

/** Anything else that nft does with packets, uncounted: a jump, a translation. */
export function does(match: string, verdict: string): NftRule {
  return { match, verdict, isCounted: false };
}

/** Clamps the MSS of TCP connections to what the interface that they leave by takes. */
export function clampMss(match: string): NftRule {
  return does(`${match} tcp flags syn`, 'tcp option maxseg size set rt mtu');
}

/** A rule in the words of nft. */
export function ruleText({ match, verdict, isCounted, meaning, remark }: NftRule): string {
  const comment = meaning === undefined ? remark && `comment "${remark}"` : ruleComment(meaning);
  return [match, isCounted && 'counter', verdict, comment].filter(Boolean).join(' ');
}
