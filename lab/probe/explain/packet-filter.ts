import type { Finding } from './live-explanation.ts';
import type { Rule } from './trace-text.ts';

/** A rule as a reader finds it in `nft list ruleset`. */
export function ruleText({ family, table, chain, text }: Rule): string {
  return `nft, table ${family} ${table}, chain ${chain}: ${text}`;
}

/** What a rule that drops packets at a node stands for, by what it matches. */
export function findingOfDrop(node: string, rule: Rule): Finding {
  const evidence = ruleText(rule);
  const cure = `remove that rule from ${node}: nft -a list table ${rule.family} ${rule.table} shows its handle`;
  if (/\bnumgen\b/.test(rule.text)) {
    return { node, code: 'PACKET_LOSS', text: `packets are lost at random at ${node}`, evidence, cure };
  }
  if (/\bip length >/.test(rule.text)) {
    const largest = /\bip length > (\d+)/.exec(rule.text)?.[1] ?? '';
    return {
      node,
      code: 'PATH_MTU_EXCEEDED',
      text: `the packet is larger than the ${largest} bytes that the path carries at ${node}`,
      evidence,
      cure: `lower the MTU of the tunnel interfaces, and with it the MSS, until ESP fits into ${largest} bytes`,
    };
  }
  if (/\bip [sd]addr != /.test(rule.text)) {
    return {
      node,
      code: 'SOURCE_DEST_CHECK',
      text: `the source/destination check of ${node} drops what is neither from nor for an address of its own`,
      evidence,
      cure: `turn the source/destination check of ${node} off (EC2 API: ModifyNetworkInterfaceAttribute, SourceDestCheck=false)`,
    };
  }
  return { node, code: 'PACKET_FILTERED', text: `a packet filter of ${node} drops it`, evidence, cure };
}
