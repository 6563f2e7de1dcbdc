import { ruleText } from './nft-rule.ts';
import type { NftRule } from './nft-rule.ts';

/** A table of nftables. */
export interface NftTable {
  readonly family: 'ip' | 'ip6' | 'netdev';
  readonly name: string;
  readonly chains: readonly NftChain[];
}

export interface NftChain {
  readonly name: string;
  /** Where packets come by it; null if only other chains jump there. */
  readonly hook: NftHook | null;
  /** In their order. */
  readonly rules: readonly NftRule[];
}

export interface NftHook {
  readonly type: 'filter' | 'nat';
  readonly at: 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';
  /** Interface of a `netdev` table's chain. */
  readonly device?: string;
  /** A number, or a name such as `filter` or `srcnat + 10`. */
  readonly priority: string;
  /** What becomes of a packet that no rule decides on; nft accepts it otherwise. */
  readonly policy?: 'accept' | 'drop';
}

/** A table as a file of nft has it. */
export function tableText({ family, name, chains }: NftTable): string {
  return [
    `table ${family} ${name} {`,
    ...chains.flatMap(({ name, hook, rules }) => [
      `  chain ${name} {`,
      ...[...(hook === null ? [] : [hookText(hook)]), ...rules.map(ruleText)].map((line) => `    ${line}`),
      '  }',
    ]),
    '}\n',
  ].join('\n');
}

/** What a chain says of its hook. */
export function hookText({ type, at, device, priority, policy }: NftHook): string {
  const where = device === undefined ? at : `${at} device "${device}"`;
  const decided = policy === undefined ? '' : `; policy ${policy}`;
  return `type ${type} hook ${where} priority ${priority}${decided}`;
}

/** One transaction of nft, as a shell command. */
export function nft(lines: readonly string[]): string {
  return ['nft -f - <<NFT', ...lines, 'NFT'].join('\n');
}
