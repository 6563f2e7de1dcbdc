import { because } from '../../causes/catalogue.ts';
import type { MetCause } from '../../causes/cause.ts';
import { meaningOf } from '../../causes/rule-comment.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import type { Finding, NodeCommand } from './live-explanation.ts';
import { printed } from './live-node.ts';
import type { Passages } from './trace.ts';
import { POLICY_DROP, withoutCounts } from './trace-text.ts';
import type { Rule } from './trace-text.ts';

/** A rule as a reader finds it in `nft list ruleset`. */
export function ruleText({ family, table, chain, text }: Rule): string {
  return `nft, table ${family} ${table}, chain ${chain}: ${text}`;
}

/** The command that removes a rule from a node, or has a chain's policy accept; null if the rule is not found there. */
export async function repairOfRule(lab: StartedLab, node: string, rule: Rule): Promise<NodeCommand | null> {
  const chain = `${rule.family} ${rule.table} ${rule.chain}`;
  if (rule.text === POLICY_DROP) return { node, command: `nft 'add chain ${chain} { policy accept; }'` };
  const handle = handleOf(await printed(lab, node, `nft -a list chain ${chain}`), rule.text);
  return handle === null ? null : { node, command: `nft delete rule ${chain} handle ${handle}` };
}

/** The handle of a rule in what `nft -a list` prints; null if it is not there. */
export function handleOf(listing: string, text: string): string | null {
  for (const line of listing.split('\n')) {
    const [, rule = '', handle = ''] = /^\s*(.*) # handle (\d+)$/.exec(line) ?? [];
    if (handle !== '' && withoutCounts(rule) === text) return handle;
  }
  return null;
}

/** The command that removes the rule by which a node was seen to drop packets, as part of a finding. */
export async function repairOfDrop(
  lab: StartedLab,
  passages: Passages,
  node: string,
): Promise<Pick<Finding, 'repair'>> {
  const rule = passages.get(node)?.find(({ drop }) => drop !== null)?.drop ?? null;
  const repair = rule === null ? null : await repairOfRule(lab, node, rule);
  return repair === null ? {} : { repair };
}

/** {@link findingOfDrop}, with the command that removes the rule. */
export async function dropFinding(lab: StartedLab, node: string, rule: Rule): Promise<Finding> {
  const repair = await repairOfRule(lab, node, rule);
  return { ...findingOfDrop(node, rule), ...(repair === null ? {} : { repair }) };
}

/** What a rule that drops packets at a node stands for, by what its comment says; a packet filter's without one. */
export function findingOfDrop(node: string, rule: Rule): Finding {
  return { node, ...causeOfDrop(node, rule), evidence: ruleText(rule) };
}

function causeOfDrop(node: string, { family, table: name, text }: Rule): MetCause {
  const table = `${family} ${name}`;
  const meaning = meaningOf(text);
  switch (meaning?.code) {
    case 'PACKET_LOSS':
      return because('lossAtNode', { node, table });
    case 'PATH_MTU_EXCEEDED':
      return because('pathMtuExceeded', { node, mtu: meaning.detail ?? '' });
    case 'SOURCE_DEST_CHECK':
      return because('sourceDestCheck', { node: meaning.object });
    case 'NAT_MAPPING_EXPIRED':
      return because('natMappingExpired', { node: meaning.object });
    default:
      return because('packetFiltered', { node, table });
  }
}
