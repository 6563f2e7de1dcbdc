import type { KernelState } from '../observation.ts';

/** A rule, or a chain's policy, that decided on a packet. */
export interface Rule {
  /** Family of nft, e.g. `ip`. */
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  /** As nft prints it, without counts; `policy drop` for a chain's policy. */
  readonly text: string;
}

/** How nft says that a chain's policy dropped a packet. */
export const POLICY_DROP = 'policy drop';

/** A rule without what it has counted: while nft traces, those are the numbers of when it began to listen. */
export function withoutCounts(text: string): string {
  return text.replace(/ packets \d+ bytes \d+/, '');
}

/** The handle by which nft knows a rule; null if it is not there. */
export function handleOf({ ruleset }: KernelState, { family, table, chain, text }: Rule): string | null {
  let [inTable, inChain] = [false, false];
  for (const line of ruleset) {
    const [, kind, name] = /^\s*(table|chain|set|map) (.+?) \{/.exec(line) ?? [];
    if (kind === 'table') inTable = name === `${family} ${table}`;
    if (kind !== undefined) inChain = kind === 'chain' && name === chain;
    const [, rule = '', handle] = /^\s*(.*) # handle (\d+)$/.exec(line) ?? [];
    if (inTable && inChain && handle !== undefined && withoutCounts(rule) === text) return handle;
  }
  return null;
}
