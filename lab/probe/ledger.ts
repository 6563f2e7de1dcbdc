import type { StartedLab } from '../engine/started-lab.ts';
import { LEDGER_TABLE } from '../plan/ledger.ts';
import type { PingResult } from './ping.ts';

/** Probes of one kind that a node has seen come in or go out at one interface. */
export interface LedgerEntry {
  readonly direction: 'in' | 'out';
  readonly interface: string;
  readonly source: string;
  readonly destination: string;
  /** `icmp <identifier>`, or protocol and destination port, e.g. `tcp 22`. */
  readonly probe: string;
  readonly packets: number;
}

interface NftSet {
  readonly name: string;
  readonly elem?: readonly {
    readonly elem: {
      readonly val: { readonly concat: readonly (string | number)[] };
      readonly counter: { readonly packets: number };
    };
  }[];
}

/** Reads a node's ledger (see plan/ledger.ts). */
export async function readLedger(lab: StartedLab, node: string): Promise<LedgerEntry[]> {
  const { stdout } = await lab.node(node).run(`nft -j list table ip ${LEDGER_TABLE}`);
  return parseLedger(stdout);
}

/** What tells a ping from all others that the ledgers have. */
type Ping = Pick<PingResult, 'identifier' | 'address'>;

/**
 * The entries of one ping. Its identifier, of 16 bits, may also be that of another one of the last ten minutes, which
 * went elsewhere.
 */
export function entriesOf(
  entries: readonly LedgerEntry[],
  { identifier, address }: Ping,
  direction?: LedgerEntry['direction'],
): LedgerEntry[] {
  return entries.filter(
    (entry) =>
      entry.probe === `icmp ${identifier}` &&
      entry.destination === address &&
      (direction === undefined || entry.direction === direction),
  );
}

/** The packets of entries, all together. */
export function packetsOf(entries: readonly LedgerEntry[]): number {
  return entries.reduce((sum, { packets }) => sum + packets, 0);
}

/** The nodes whose ledger has a ping, as `ping` returns it. */
export async function nodesThatSaw(lab: StartedLab, ping: Ping): Promise<string[]> {
  const nodes = await Promise.all(
    lab.plan.nodes.map(async ({ name }) => {
      const entries = await readLedger(lab, name).catch(() => []);
      return entriesOf(entries, ping).length > 0 ? [name] : [];
    }),
  );
  return nodes.flat();
}

/** Entries of the ledger out of `nft -j list table`. */
export function parseLedger(json: string): LedgerEntry[] {
  const { nftables } = JSON.parse(json) as { nftables: readonly { readonly set?: NftSet }[] };
  return nftables.flatMap(({ set }) =>
    (set?.elem ?? []).map(({ elem }) => {
      const [interfaceName, source, destination, ...probe] = elem.val.concat;
      return {
        direction: set?.name.endsWith('_in') ? 'in' : 'out',
        interface: String(interfaceName),
        source: String(source),
        destination: String(destination),
        probe: set?.name.startsWith('icmp') ? `icmp ${probe.join(' ')}` : probe.join(' '),
        packets: elem.counter.packets,
      } as const;
    }),
  );
}
