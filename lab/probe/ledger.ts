import type { StartedLab } from '../engine/started-lab.ts';
import { LEDGER_TABLE } from '../plan/ledger.ts';

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

/**
 * The nodes whose ledger has a ping.
 * @param identifier ICMP identifier, see `PingResult`.
 */
export async function nodesThatSaw(lab: StartedLab, identifier: number): Promise<string[]> {
  const nodes = await Promise.all(
    lab.plan.nodes.map(async ({ name }) => {
      const entries = await readLedger(lab, name).catch(() => []);
      return entries.some(({ probe }) => probe === `icmp ${identifier}`) ? [name] : [];
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
