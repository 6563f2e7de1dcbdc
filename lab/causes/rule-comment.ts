import { given } from '../given.ts';
import { AWS_CODES, LAB_CODES } from './codes.ts';
import type { ExplanationCode } from './codes.ts';

/** What a rule that the lab puts into a node's packet filter stands for: a reader of `nft list ruleset` sees it there. */
export interface RuleMeaning {
  /** What it is to a packet that it drops. */
  readonly code: ExplanationCode;
  /** Name of the object that it belongs to: an instance, a node, a customer gateway. */
  readonly object: string;
  /** What else there is to know: `inbound` or `outbound`, an MTU, a share in per cent. */
  readonly detail?: string | number;
}

/** A rule's comment in the words of nft, e.g. `comment "s2s ENI_SG_RULES_MISMATCH vpc-a-host inbound"`. */
export function ruleComment({ code, object, detail }: RuleMeaning): string {
  return `comment "${['s2s', code, object, ...(detail === undefined ? [] : [detail])].join(' ')}"`;
}

/** Reads the comment of a rule as nft prints it; null where the rule is not the lab's. */
export function meaningOf(rule: string): RuleMeaning | null {
  const [, comment = ''] = / comment "s2s ([^"]*)"/.exec(rule) ?? [];
  const [name, object, detail] = comment.split(' ');
  const code = [...AWS_CODES, ...LAB_CODES].find((each) => each === name);
  if (code === undefined || object === undefined) return null;
  return { code, object, ...given({ detail }) };
}
