import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError } from '../errors.ts';
import { carriersByRouters } from './carriers.ts';
import type { Carriers } from './carriers.ts';
import { configuredTunnels } from '../topology/graph/tunnels.ts';
import { packetsOf, readLedgers } from './ledger.ts';
import type { LedgerEntry, Ledgers } from './ledger.ts';

/** The way of probes as it was seen, by ledgers and counters; nothing in it is predicted. */
export interface SeenWay {
  /** The nodes whose ledger has the requests, in the order of their distance from the source. */
  readonly nodes: readonly string[];
  /** The nodes whose ledger could not be read: whether they saw the requests is not known. */
  readonly unread: readonly string[];
  /** The tunnels that carried packets meanwhile, by the counters of the routers' CHILD_SAs: other traffic counts, too. */
  readonly carriers: Carriers;
}

/**
 * Sends probes, and tells which nodes saw them.
 * @param isOwn whether an entry of a ledger is of these probes, given what sending them returned.
 */
export async function seenDuring<T>(
  running: StartedLab,
  from: string,
  send: () => Promise<T>,
  isOwn: (entry: LedgerEntry, result: T) => boolean,
): Promise<{ readonly result: T; readonly seen: SeenWay }> {
  const before = await everyLedger(running);
  const { result, carriers } = await carriersByRouters(running, send);
  const after = await everyLedger(running);
  const own = (entries: readonly LedgerEntry[]): number =>
    packetsOf(entries.filter((entry) => isOwn(entry, result)));
  const nodes: string[] = [];
  const unread: string[] = [];
  for (const [node, entries] of after) {
    const earlier = before.get(node) ?? null;
    if (entries === null || earlier === null) unread.push(node);
    else if (own(entries) > own(earlier)) nodes.push(node);
  }
  const distance = distancesFrom(running, from);
  nodes.sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0));
  return { result, seen: { nodes, unread, carriers } };
}

/** Each node's ledger; null if it cannot be read, as while the node does not run. */
async function everyLedger(running: StartedLab): Promise<Map<string, readonly LedgerEntry[] | null>> {
  const names = running.plan.nodes.map(({ name }) => name);
  const ledgers = await readLedgers(running, names).catch((error: unknown): Ledgers => {
    if (error instanceof EngineError) return new Map();
    throw error;
  });
  return new Map(names.map((name) => [name, ledgers.get(name) ?? null]));
}

/** How many links and tunnels lie between a node and each other one. */
export function distancesFrom(
  { definition: lab, plan }: Pick<StartedLab, 'definition' | 'plan'>,
  from: string,
): ReadonlyMap<string, number> {
  const pairs = [
    ...plan.links.map(({ ends: [one, other] }) => [one.node, other.node] as const),
    ...configuredTunnels(lab).map(
      ({ customerGateway, tunnel }) => [customerGateway.router.name, tunnel.name] as const,
    ),
  ];
  const distances = new Map([[from, 0]]);
  // A map hands out what is added to it meanwhile, so the nearest come first.
  for (const [node, distance] of distances) {
    for (const [one, other] of pairs) {
      const next = one === node ? other : other === node ? one : null;
      if (next !== null && !distances.has(next)) distances.set(next, distance + 1);
    }
  }
  return distances;
}
