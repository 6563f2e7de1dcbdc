import { POLICY_DROP, chainsOf } from './kernel/ruleset.ts';
import type { Rule } from './kernel/ruleset.ts';
import type { KernelState } from './observation.ts';

/** Words by which a rule is for VRRP: its protocol, by number or by name, or its group. */
const OF_VRRP = /\b(?:protocol|l4proto) (?:112|vrrp)\b|\b224\.0\.0\.18\b/;
/** Words by which a rule is for something else. */
const OF_OTHERS = /\b(?:tcp|udp|icmp|esp|ah|gre)\b|iifname "lo"|ct state (?!.*\bnew\b)/;

/** What keeps VRRP from being received: a rule against it, or a chain that drops what no rule of it lets in; null if nothing does. */
export function vrrpDrop(kernel: KernelState): Rule | null {
  for (const { hook, policy, rules, ...chain } of chainsOf(kernel)) {
    if (hook !== 'input') continue;
    const deciding = rules.find(({ text }) => OF_VRRP.test(text) && /\b(?:drop|reject|accept)\b/.test(text));
    if (deciding !== undefined && !/\baccept\b/.test(deciding.text)) return { ...chain, text: deciding.text };
    const mayAccept = rules.some(
      ({ text }) => /\b(?:accept|jump|goto)\b/.test(text) && !OF_OTHERS.test(text),
    );
    if (policy === 'drop' && !mayAccept) return { ...chain, text: POLICY_DROP };
  }
  return null;
}
