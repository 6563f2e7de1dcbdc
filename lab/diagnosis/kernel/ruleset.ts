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

/** A chain as `nft -a list ruleset` shows it. */
interface Chain extends Omit<Rule, 'text'> {
  /** Where a base chain hangs, e.g. `input`; null of any other. */
  readonly hook: string | null;
  /** What becomes of what no rule of a base chain decides on. */
  readonly policy: string | null;
  /** In their order, without what they have counted. */
  readonly rules: readonly { readonly text: string; readonly handle: string }[];
}

/** Every chain of a node. */
export function chainsOf({ ruleset }: KernelState): Chain[] {
  const chains: (Chain & { rules: { text: string; handle: string }[] })[] = [];
  let [family, table, inChain] = ['', '', false];
  for (const line of ruleset) {
    const [, kind, name = ''] = /^\s*(table|chain|set|map) (.+?) \{/.exec(line) ?? [];
    if (kind === 'table') [family = '', table = ''] = name.split(' ');
    if (kind !== undefined) inChain = kind === 'chain';
    if (kind === 'chain') chains.push({ family, table, chain: name, hook: null, policy: null, rules: [] });
    const last = chains.at(-1);
    if (!inChain || last === undefined) continue;
    const [, hook, policy] = /^\s*type \S+ hook (\S+) .*policy (\S+);/.exec(line) ?? [];
    if (hook !== undefined && policy !== undefined) chains.splice(-1, 1, { ...last, hook, policy });
    const [, text, handle] = /^\s*(.*) # handle (\d+)$/.exec(line) ?? [];
    if (kind === undefined && text !== undefined && handle !== undefined)
      last.rules.push({ text: withoutCounts(text), handle });
  }
  return chains;
}

/** The handle by which nft knows a rule; null if it is not there. */
export function handleOf(kernel: KernelState, rule: Rule): string | null {
  const rules = chainsOf(kernel)
    .filter((each) => each.family === rule.family && each.table === rule.table && each.chain === rule.chain)
    .flatMap((each) => each.rules);
  return rules.find(({ text }) => text === rule.text)?.handle ?? null;
}
