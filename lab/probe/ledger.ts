import type { StartedLab } from '../engine/started-lab.ts';
import { EngineError, NodeError } from '../errors.ts';
import { FABRIC } from '../topology/names.ts';
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

/** Ledgers by the names of their nodes. One that could not be read is missing: nobody knows what its node has seen. */
export type Ledgers = ReadonlyMap<string, readonly LedgerEntry[]>;

/** Which entries of ledgers are read; all of them without it. */
export interface LedgerQuery {
  /** ICMP identifiers: only the entries of those probes. */
  readonly identifiers?: readonly number[];
  /**
   * Time on the clock of `performance.now`: only what was counted since. An identifier has 16 bits, and a sweep takes process
   * ids for them, so on a busy machine it may be that of an earlier probe, which a ledger keeps for five minutes.
   */
  readonly since?: number;
}

/** The kernel counts a ledger's time in steps of some milliseconds. */
const SPARE_SECONDS = 0.05;

/**
 * Reads the ledgers of nodes (see plan/ledger.ts), over a lab as IPv6 sees it those of IPv6, of any number by one command to the fabric (s2s-ledgers in images/fabric).
 * @throws {EngineError} if the fabric does not answer.
 */
export async function readLedgers(
  running: StartedLab,
  nodes: readonly string[],
  query: LedgerQuery = {},
): Promise<Ledgers> {
  if (running.definition.ipVersion === 'ipv6') return readIpv6Ledgers(running, nodes, query);
  return askForLedgers(running, nodes, query);
}

/** A node without IPv6 has no ledger of it, for it sees none. */
async function readIpv6Ledgers(
  running: StartedLab,
  nodes: readonly string[],
  query: LedgerQuery,
): Promise<Ledgers> {
  const without = new Set(running.plan.nodes.flatMap(({ name, ipv6 }) => (ipv6 === undefined ? [name] : [])));
  const read = await askForLedgers(
    running,
    nodes.filter((name) => !without.has(name)),
    query,
  );
  return new Map([...read, ...nodes.filter((name) => without.has(name)).map((name) => [name, []] as const)]);
}

async function askForLedgers(
  running: StartedLab,
  nodes: readonly string[],
  { identifiers, since }: LedgerQuery,
): Promise<Ledgers> {
  if (nodes.length === 0) return new Map();
  const probes = identifiers === undefined ? '' : `-i ${identifiers.join(',')} `;
  const version = running.definition.ipVersion === 'ipv6' ? '-6 ' : '';
  const only = `${version}${probes}`;
  const { stdout, stderr, exitCode } = await running
    .node(FABRIC)
    .run(`s2s-ledgers ${only}${nodes.join(' ')}`);
  if (exitCode !== 0) throw new EngineError({ what: 'the fabric cannot read ledgers', value: stderr.trim() });
  // When the ledgers were read is not known but that it was before now.
  const age = since === undefined ? Infinity : (performance.now() - since) / 1000 + SPARE_SECONDS;
  return parseLedgers(stdout, age);
}

/**
 * Reads one node's ledger.
 * @throws {NodeError} if that cannot be done.
 */
export async function readLedger(running: StartedLab, node: string): Promise<readonly LedgerEntry[]> {
  const ledger = (await readLedgers(running, [node])).get(node);
  if (ledger === undefined) throw new NodeError({ what: 'the ledger cannot be read', value: node });
  return ledger;
}

/** What tells a ping from all others that the ledgers have. */
type Ping = Pick<PingResult, 'identifier' | 'address'>;

/**
 * The entries of one ping. Its identifier, of 16 bits, may also be that of another one of the last five minutes, which
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

/** A node's entries of a ping. */
export type PingEntries = (ping: Ping) => readonly LedgerEntry[];

/** The entries of a ledger's pings, those of each found in constant time. */
export function byPing(entries: readonly LedgerEntry[]): PingEntries {
  const found = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = `${entry.probe} ${entry.destination}`;
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return ({ identifier, address }) => found.get(`icmp ${identifier} ${address}`) ?? [];
}

/** The packets of entries by their direction. */
export function packetsByDirection(
  entries: readonly LedgerEntry[],
): Readonly<Record<LedgerEntry['direction'], number>> {
  const of = (direction: LedgerEntry['direction']): number =>
    packetsOf(entries.filter((entry) => entry.direction === direction));
  return { in: of('in'), out: of('out') };
}

/**
 * The nodes whose ledger has a ping, as `ping` returns it.
 * @throws {NodeError} if the ledger of a node cannot be read: nobody knows then that it did not see the ping.
 */
export async function nodesThatSaw(running: StartedLab, ping: Ping): Promise<string[]> {
  const names = running.plan.nodes.map(({ name }) => name);
  const ledgers = await readLedgers(running, names, { identifiers: [ping.identifier] });
  const unread = names.filter((name) => !ledgers.has(name));
  if (unread.length > 0) {
    throw new NodeError({
      what: 'the ledger cannot be read: whether it saw the ping is not known',
      value: unread.join(', '),
      hint: 'a node that does not run has none: `s2s up` starts it',
    });
  }
  return names.filter((name) => entriesOf(ledgers.get(name) ?? [], ping).length > 0);
}

/**
 * Reads what s2s-ledgers in images/fabric prints.
 * @param oldest seconds: entries that have got nothing for longer are left out.
 */
export function parseLedgers(output: string, oldest = Infinity): Ledgers {
  const ledgers = new Map<string, LedgerEntry[]>();
  let entries: LedgerEntry[] = [];
  for (const line of output.split('\n').filter((each) => each !== '')) {
    const [direction, interfaceName = '', source = '', destination = '', protocol, what, packets, age] =
      line.split(' ');
    if (direction === 'node') {
      entries = [];
      ledgers.set(interfaceName, entries);
      continue;
    }
    // What a node sends to itself neither comes nor goes.
    if (interfaceName === 'lo' || Number(age) > oldest) continue;
    entries.push({
      direction: direction === 'in' ? 'in' : 'out',
      interface: interfaceName,
      source,
      destination,
      probe: `${protocol} ${what}`,
      packets: Number(packets),
    });
  }
  return ledgers;
}
