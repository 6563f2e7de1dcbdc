import { contains, isIpv6 } from '../../topology/cidr.ts';
import type { KernelState } from '../observation.ts';
import { interfacesOf, vrfTable } from './interfaces.ts';
import { valuesOf, wordsOf } from './words.ts';

/** What a routing rule selects a packet by. */
export interface RoutedPacket {
  /** Null where the kernel does not know it yet. */
  readonly source: string | null;
  readonly destination: string;
  /** Interface that it comes in by; null for one of the node's own. */
  readonly incoming: string | null;
}

/** A routing rule. */
export interface KernelRule {
  readonly priority: number;
  /** Table that it has looked up; null where it does something else. */
  readonly table: string | null;
  /** As `ip rule show` prints it, without its priority. */
  readonly text: string;
}

/** The table of whichever VRF an interface belongs to. */
const VRF_TABLE = '[l3mdev-table]';

/** What a rule may say beyond what is known of a packet; such a rule is taken not to select it. */
const UNKNOWN: readonly string[] = [
  ...['fwmark', 'tos', 'oif', 'uidrange', 'ipproto', 'sport', 'dport', 'tun_id'],
];

/** The routing rules that select a packet, in the order in which the kernel takes them. */
export function selectingRules(kernel: KernelState, packet: RoutedPacket): KernelRule[] {
  const lines = isIpv6(packet.destination) ? (kernel.ipv6rules ?? []) : kernel.rules;
  return lines.flatMap((line) => {
    const [, priority, text = ''] = /^(\d+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (priority === undefined || !selects(wordsOf(text), packet)) return [];
    const { lookup } = valuesOf(wordsOf(text), ['lookup']);
    const table = lookup === VRF_TABLE ? tableOfVrf(kernel, packet.incoming) : (lookup ?? null);
    if (lookup === VRF_TABLE && table === null) return [];
    return [{ priority: Number(priority), table, text }];
  });
}

function selects(words: readonly string[], { source, destination, incoming }: RoutedPacket): boolean {
  const { from, to, iif } = valuesOf(words, ['from', 'to', 'iif']);
  const isSelected =
    matches(from, source) &&
    matches(to, destination) &&
    (iif === undefined || iif === (incoming ?? 'lo')) &&
    !words.some((word) => UNKNOWN.includes(word));
  return words[0] === 'not' ? !isSelected : isSelected;
}

function matches(selector: string | undefined, address: string | null): boolean {
  if (selector === undefined || selector === 'all') return true;
  return address !== null && contains(selector, address);
}

function tableOfVrf(kernel: KernelState, incoming: string | null): string | null {
  const { master = null } = interfacesOf(kernel).find(({ name }) => name === incoming) ?? {};
  return master === null ? null : vrfTable(kernel, master);
}

/** Number of the table that a node looks packets up in by the interface they come in by, and their source if it is given, with what says so. */
export function tableByInterface(
  kernel: KernelState,
  incoming: string,
  source: string | null = null,
): { readonly table: string; readonly evidence: string } | null {
  for (const line of source !== null && isIpv6(source) ? (kernel.ipv6rules ?? []) : kernel.rules) {
    const { iif, from, lookup } = valuesOf(wordsOf(line), ['iif', 'from', 'lookup']);
    if (iif === incoming && lookup !== undefined && matches(from, source)) {
      return { table: lookup, evidence: `ip rule: from ${from ?? 'all'} iif ${incoming} lookup ${lookup}` };
    }
  }
  const { master = null } = interfacesOf(kernel).find(({ name }) => name === incoming) ?? {};
  const table = tableOfVrf(kernel, incoming);
  if (master === null || table === null) return null;
  return { table, evidence: `ip link: ${incoming} master ${master}, vrf table ${table}` };
}
