import { hosts } from '../aws/hosts.ts';
import type { Host } from '../aws/hosts.ts';
import { isToPort } from '../aws/flow.ts';
import type { Flow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { bound } from '../topology/graph/find.ts';
import type { Lab } from '../topology/types.ts';
import { byPing, readLedgers } from './ledger.ts';
import type { LedgerEntry, Ledgers } from './ledger.ts';
import type { SweptPing } from './sweep.ts';

/** A node's entries of one probe. */
export type ProbeEntries = (probe: SweptPing) => readonly LedgerEntry[];

/** The ledgers of a lab, opened before probes are sent. */
export interface OpenLedgers {
  /** What nodes have seen of probes since, by the names of the nodes. One whose ledger cannot be read is missing. */
  entriesSince(
    nodes: readonly string[],
    probes: readonly SweptPing[],
  ): Promise<ReadonlyMap<string, ProbeEntries>>;
}

/**
 * Opens the ledgers for probes of a flow. A ping has an identifier of its own. The connections to a port have none: what
 * counts of them is what the ledgers have got since.
 */
export async function openLedgers(running: StartedLab, flow: Flow): Promise<OpenLedgers> {
  if (!isToPort(flow)) {
    const since = performance.now();
    return {
      async entriesSince(nodes, probes) {
        const identifiers = new Set(probes.map(({ identifier }) => identifier));
        const ledgers = await readLedgers(running, nodes, { identifiers: [...identifiers], since });
        return new Map([...ledgers].map(([node, entries]) => [node, byPing(entries)]));
      },
    };
  }
  const { protocol, destinationPort: port } = flow;
  const names = running.plan.nodes.map(({ name }) => name);
  const before = await readLedgers(running, names);
  const sources = sourcesOf(running.definition);
  return {
    async entriesSince(nodes) {
      const after = await readLedgers(running, nodes);
      return new Map(
        [...gained(before, after)].map(([node, entries]) => {
          const ofPort = entries.filter(({ probe }) => probe === `${protocol} ${port}`);
          return [node, bySource(ofPort, sources)];
        }),
      );
    },
  };
}

/**
 * The addresses that packets of a host bear on their way: its own, behind the NAT of its site the router's public one, and those
 * of the NAT gateways that its subnet's routes lead to.
 */
export function sourcesOf(lab: Lab): ReadonlyMap<string, readonly string[]> {
  return new Map(hosts(lab).map((host) => [host.name, [host.address, ...translatedSources(host)]]));
}

function translatedSources(host: Host): string[] {
  if (host.kind === 'internet') return [];
  if (host.kind === 'onPremises') {
    const { router, ipAddress } = host.customerGateway;
    return router.name === host.name ? [ipAddress] : [];
  }
  const { vpc, instance } = host;
  const { routes } = bound(vpc.routeTables, bound(vpc.subnets, instance.subnet).routeTable);
  const targets = routes.flatMap(({ target }) => (target.kind === 'natGateway' ? [target.name] : []));
  const lending = vpc.natGateways.filter(({ name }) => targets.includes(name));
  return [instance, ...lending].flatMap(({ privateIpAddress, publicIpAddress }) => [
    privateIpAddress,
    ...(publicIpAddress === null ? [] : [publicIpAddress]),
  ]);
}

/** The entries of each probe, by its source and destination. */
export function bySource(
  entries: readonly LedgerEntry[],
  sources: ReadonlyMap<string, readonly string[]>,
): ProbeEntries {
  const byEnds = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const ends = `${entry.source} ${entry.destination}`;
    byEnds.set(ends, [...(byEnds.get(ends) ?? []), entry]);
  }
  return ({ from, address }) => {
    const own = new Set(sources.get(from));
    return [...own].flatMap((source) => byEnds.get(`${source} ${address}`) ?? []);
  };
}

/** The entries of later ledgers with the packets that they have got since; a ledger that was not read before is missing. */
export function gained(before: Ledgers, after: Ledgers): Ledgers {
  const key = ({ direction, interface: name, source, destination, probe }: LedgerEntry): string =>
    [direction, name, source, destination, probe].join(' ');
  return new Map(
    [...after].flatMap(([node, entries]) => {
      const earlier = before.get(node);
      if (earlier === undefined) return [];
      const packets = new Map(earlier.map((entry) => [key(entry), entry.packets]));
      const since = entries.map((entry) => ({
        ...entry,
        packets: entry.packets - (packets.get(key(entry)) ?? 0),
      }));
      return [[node, since.filter((entry) => entry.packets > 0)]];
    }),
  );
}
