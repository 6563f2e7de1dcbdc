import { because } from '../../causes/catalogue.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import type { Router } from '../../topology/types.ts';
import type { Finding, NodeCommand } from '../hop.ts';
import { policiesOf, selectingPolicies } from '../kernel/xfrm.ts';
import type { XfrmPolicy } from '../kernel/xfrm.ts';
import type { KernelState } from '../observation.ts';
import { forGood } from '../own-line.ts';
import { kernelOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import type { Addresses } from '../translation.ts';

/** A policy that takes a packet which a router was to send to a host behind it back into a tunnel; null if there is none. */
export function sentBack(visit: Visit, packet: Addresses): Finding | null {
  const kernel = kernelOf(visit.scene, visit.node);
  const policies = policiesOf(kernel).filter(({ direction }) => direction === 'out');
  const policyFor = (mark: number): XfrmPolicy | null => {
    const [policy] = selectingPolicies(policies, { ...packet, mark, ifId: 0 });
    return policy === undefined || policy.template === null ? null : policy;
  };
  const unmarked = policyFor(0);
  if (unmarked !== null) return everythingEncrypted(visit, packet, unmarked);
  for (const rule of espMarks(kernel)) {
    const policy = policyFor(rule.mark);
    if (policy !== null) return markedEsp(visit, rule, policy);
  }
  return null;
}

function everythingEncrypted(
  { scene, node, passage }: Visit,
  packet: Addresses,
  { template, text }: XfrmPolicy,
): Finding {
  const ends = configuredTunnels(scene.lab).find(
    ({ connection }) => connection.right === template?.destination,
  );
  return {
    ...because('everythingEncrypted', {
      ...packet,
      router: node,
      interface: passage.out ?? '',
      connection: ends?.connection.name ?? 'its connection',
    }),
    evidence: text,
  };
}

function markedEsp({ scene, node }: Visit, { mark, text, repair }: EspMark, policy: XfrmPolicy): Finding {
  const router = scene.lab.customerGateways.find((each) => each.router.name === node)?.router;
  return {
    ...because('markedEsp', {
      router: node,
      mark,
      forGood: forGood(router ?? NO_ROUTER, 'take out', /\bMARK\b|\bmark set\b/),
    }),
    evidence: `${text}; ${policy.text}`,
    ...(repair === null ? {} : { repair: { node, ...repair } }),
  };
}

const NO_ROUTER: Pick<Router, 'own'> = { own: null };

/** A rule that marks ESP. */
interface EspMark {
  readonly mark: number;
  readonly text: string;
  readonly repair: Pick<NodeCommand, 'command'> | null;
}

const TABLE = /^table (\w+ \S+) \{/;
const CHAIN = /^\s*chain (\S+) \{/;
const MARKS_ESP = /\b(?:meta l4proto|ip protocol) (?:esp|50)\b.*\bmark set (0x[\da-f]+|\d+)/i;

function espMarks({ ruleset }: KernelState): EspMark[] {
  let [table, chain] = ['', ''];
  return ruleset.flatMap((line): EspMark[] => {
    table = TABLE.exec(line)?.[1] ?? table;
    chain = CHAIN.exec(line)?.[1] ?? chain;
    const [, mark] = MARKS_ESP.exec(line) ?? [];
    if (mark === undefined) return [];
    const [text = '', handle] = line.trim().split(' # handle ');
    const command = `nft delete rule ${table} ${chain} handle ${handle ?? ''}`;
    return [
      {
        mark: Number(mark),
        text: `nft, table ${table}, chain ${chain}: ${text}`,
        repair: handle === undefined ? null : { command },
      },
    ];
  });
}
