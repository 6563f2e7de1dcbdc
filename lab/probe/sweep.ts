import { hosts } from '../aws/hosts.ts';
import type { Flow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BudgetError, EngineError } from '../errors.ts';
import { FABRIC } from '../topology/names.ts';
import { roundTripDelayMs } from '../topology/graph/links.ts';
import { TIMED_OUT } from '../engine/channel.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';

/** Probes from one node to many addresses: pings, connections to a TCP port, or datagrams to a UDP port. */
export interface Train {
  readonly from: string;
  /** Source address; the host's own without it. */
  readonly source?: string;
  readonly addresses: readonly string[];
  /**
   * Pings, or to a port one connection or datagram to each address; a refusal is an answer. Hosts answer datagrams for as long
   * as that takes.
   */
  readonly flow: Pick<Flow, 'protocol' | 'destinationPort'>;
  /** Source port of datagrams; any without it. */
  readonly sourcePort?: number;
  /** Pings to each address. */
  readonly count: number;
  /** Between two pings to the same address, at least. */
  readonly intervalMs: number;
  /** How long each answer is waited for, beyond what the lab file has the links delay it. */
  readonly timeoutMs: number;
}

/** What became of the pings from one node to one address. */
export interface SweptPing {
  readonly from: string;
  readonly address: string;
  /** ICMP identifier, by which the ledgers know them, or the port; 0 if none was sent. */
  readonly identifier: number;
  readonly nodeRuns: boolean;
  /** 0 if the node does not run, or cannot send. */
  readonly sent: number;
  readonly received: number;
  /** Round-trip time in milliseconds, averaged; null without an answer. */
  readonly rttMs: number | null;
}

/** What the fabric itself takes for one train, at worst: it has some of them under way at once. */
const TRAIN_MS = 500;
/** The longest command that trains are put into. Linux takes 128 KiB. */
const COMMAND_BYTES = 100_000;

/**
 * Pings from many nodes at once: one process for each train, a bounded number at a time, all started by the fabric in
 * the networks of the nodes (s2s-sweep in images/fabric). So it costs one command, or a few if the lab is large.
 * @returns what became of each address of each train, in their order.
 * @throws {BudgetError} if it is not at its end in time.
 */
export async function sweep(running: StartedLab, trains: readonly Train[]): Promise<SweptPing[]> {
  const delayMs = roundTripDelayMs(running.definition);
  const addresses = new Map(hosts(running.definition).map(({ name, address }) => [name, address]));
  const written = trains.map((train) => {
    const { from, source = addresses.get(from) ?? '-', addresses: to, count, intervalMs } = train;
    const { protocol, destinationPort } = train.flow;
    const what = [protocol, destinationPort ?? [], train.sourcePort ?? []].flat().join('/');
    const timeoutMs = train.timeoutMs + delayMs;
    return {
      train,
      line: `${[from, source, what, count, intervalMs, timeoutMs, ...to].join(' ')}\n`,
      budgetMs: TRAIN_MS + timeoutMs + count * intervalMs,
    };
  });
  const swept: SweptPing[] = [];
  const answers = answersOf(running, trains);
  for (const part of inParts(written, ({ line }) => line.length, COMMAND_BYTES)) {
    const lines = [...answers, ...part.map(({ line }) => line)].join('');
    const budgetMs = BUDGETS_MS.command + part.reduce((sum, each) => sum + each.budgetMs, 0);
    const { stdout, stderr, exitCode } = await running
      .node(FABRIC)
      .run(`s2s-sweep <<'TRAINS'\n${lines}TRAINS`, { timeoutMs: budgetMs });
    if (exitCode === TIMED_OUT) {
      throw new BudgetError({
        what: `the pings of ${part.length} nodes: not at their end within ${budgetMs / 1000} s`,
      });
    }
    if (exitCode !== 0) throw new EngineError({ what: 'the fabric cannot ping', value: stderr.trim() });
    swept.push(
      ...parseSweep(
        stdout,
        part.map(({ train }) => train),
      ),
    );
  }
  return swept;
}

/** What has hosts answer datagrams to the ports that trains are for. */
function answersOf({ definition }: StartedLab, trains: readonly Train[]): string[] {
  const ports = new Set(
    trains.flatMap(({ flow: { protocol, destinationPort } }) =>
      protocol === 'udp' ? [destinationPort] : [],
    ),
  );
  return [...ports].flatMap((port) =>
    hosts(definition).map(({ name, address }) => `answer ${name} ${address} ${port}\n`),
  );
}

/** Items in their order, in parts of a size that none but those of a single item exceed. */
export function inParts<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  size: number,
): readonly (readonly Item[])[] {
  const parts: Item[][] = [];
  let left = 0;
  for (const item of items) {
    if (sizeOf(item) > left || parts.length === 0) {
      parts.push([]);
      left = size;
    }
    parts.at(-1)!.push(item);
    left -= sizeOf(item);
  }
  return parts;
}

/** Reads what s2s-sweep in images/fabric prints. What it says nothing of was not sent. */
export function parseSweep(output: string, trains: readonly Train[]): SweptPing[] {
  const seen = new Map<string, SweptPing>();
  for (const line of output.split('\n')) {
    const [from = '', address = '', identifier, sent, received, rtt] = line.split(' ');
    if (rtt === undefined) continue;
    seen.set(`${from} ${address}`, {
      from,
      address,
      identifier: Number(identifier),
      nodeRuns: rtt !== 'down',
      sent: Number(sent),
      received: Number(received),
      rttMs: Number(received) === 0 ? null : Number(rtt),
    });
  }
  return trains.flatMap(({ from, addresses }) =>
    addresses.map(
      (address) =>
        seen.get(`${from} ${address}`) ?? {
          from,
          address,
          identifier: 0,
          nodeRuns: true,
          sent: 0,
          received: 0,
          rttMs: null,
        },
    ),
  );
}
