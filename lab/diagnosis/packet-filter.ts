import { because } from '../causes/catalogue.ts';
import type { MetCause } from '../causes/cause.ts';
import { meaningOf } from '../causes/rule-comment.ts';
import type { Finding, NodeCommand } from './hop.ts';
import { POLICY_DROP, handleOf } from './kernel/ruleset.ts';
import type { Rule } from './kernel/ruleset.ts';
import { kernelOf } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Passages } from './trace.ts';

/** A rule as a reader finds it in `nft list ruleset`. */
export function ruleText({ family, table, chain, text }: Rule): string {
  return `nft, table ${family} ${table}, chain ${chain}: ${text}`;
}

/** The command that removes a rule from a node, or has a chain's policy accept; null if the rule is not found there. */
export function repairOfRule(scene: Scene, node: string, rule: Rule): NodeCommand | null {
  const chain = `${rule.family} ${rule.table} ${rule.chain}`;
  if (rule.text === POLICY_DROP) return { node, command: `nft 'add chain ${chain} { policy accept; }'` };
  const handle = handleOf(kernelOf(scene, node), rule);
  return handle === null ? null : { node, command: `nft delete rule ${chain} handle ${handle}` };
}

/** The command that removes the rule by which a node was seen to drop packets, as part of a finding. */
export function repairOfDrop(scene: Scene, passages: Passages, node: string): Pick<Finding, 'repair'> {
  const rule = passages[node]?.find(({ drop }) => drop !== null)?.drop ?? null;
  const repair = rule === null ? null : repairOfRule(scene, node, rule);
  return repair === null ? {} : { repair };
}

/** {@link findingOfDrop}, with the command that removes the rule, unless the rule is what the node is for. */
export function dropFinding(scene: Scene, node: string, rule: Rule): Finding {
  const isOwn = meaningOf(rule.text)?.code === 'CONNECTION_NOT_TRACKED';
  const repair = isOwn ? null : repairOfRule(scene, node, rule);
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
    case 'CONNECTION_NOT_TRACKED':
      return because('connectionNotTracked', { firewall: meaning.object, vpc: String(meaning.detail) });
    case 'NAT_MAPPING_EXPIRED':
      return because('natMappingExpired', { node: meaning.object });
    case 'DIRECT_CONNECT_DOWN':
      return because('directConnectLost', { virtualInterface: meaning.object });
    default:
      return because('packetFiltered', { node, table });
  }
}
