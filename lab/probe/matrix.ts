import { addressTowards } from '../aws/addresses.ts';
import { hosts, isShared } from '../aws/hosts.ts';
import type { Host } from '../aws/hosts.ts';
import { predictor } from '../aws/predictor.ts';
import type { Prediction } from '../aws/reachability.ts';
import { flowOver, ICMP_ECHO } from '../aws/flow.ts';
import type { Flow } from '../aws/flow.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { hasIpv6 } from '../topology/graph/ip-versions.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { Deadline } from '../wait/deadline.ts';
import { until } from '../wait/until.ts';
import { seenAtDrop } from './at-drop.ts';
import { workingHosts } from './controls.ts';
import { packetsByDirection } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { openLedgers } from './open-ledgers.ts';
import type { ProbeEntries } from './open-ledgers.ts';
import { sweep } from './sweep.ts';
import type { SweptPing, Train } from './sweep.ts';
import { judge, worstVerdict } from './verdict.ts';
import type { Judgement, Verdict } from './verdict.ts';

/** One ordered pair of hosts: what the model predicts, what was seen, and what that shows. */
export interface MatrixCell extends Judgement {
  readonly from: string;
  readonly to: string;
  readonly expected: Prediction;
  readonly answered: boolean;
  readonly rttMs: number | null;
}

/** Every pair of hosts held against the prediction, with the verdict on them all. */
export interface Matrix {
  /** Host names, in the order of rows and columns. */
  readonly hosts: readonly string[];
  readonly cells: readonly MatrixCell[];
  /** `failed` if any cell failed, else `inconclusive` if any is, else `passed`; those of IPv6 are cells, too. */
  readonly verdict: Verdict;
  /** The same over IPv6, of a lab that has it: between hosts that have an IPv6 address. */
  readonly ipv6?: Matrix;
}

/** How many probes, how far apart, and how long an answer is waited for, by what is expected. */
const PROBES = {
  answer: { count: 1, intervalMs: 20, timeoutMs: 500 },
  /** The ledgers tell whether they came to their destination, so an answer need not be waited for. */
  requestLost: { count: 3, intervalMs: 5, timeoutMs: 50 },
  answerLost: { count: 3, intervalMs: 5, timeoutMs: 150 },
};

/**
 * Pings every ordered pair of hosts, or probes a port, and holds the result against the predicted reachability.
 * Within the budget a pair that should answer is tried again, and so is the whole matrix while a control fails: a lab may
 * still be healing. A lab with IPv6 has a matrix of each.
 * @param flow what is sent; a refused connection is an answer.
 */
export async function matrix(
  running: StartedLab,
  budgetMs: number = BUDGETS_MS.reach,
  flow: Flow = ICMP_ECHO,
): Promise<Matrix> {
  const seen = await matrixOver(running, budgetMs, flow);
  const { ipVersion } = running.definition;
  if (ipVersion === 'ipv6' || !hasIpv6(running.definition)) return seen;
  const ipv6 = await matrixOver(running.overIpv6(), budgetMs, flow);
  return { ...seen, verdict: worstVerdict([seen, ipv6]), ipv6 };
}

async function matrixOver(running: StartedLab, budgetMs: number, flow: Flow): Promise<Matrix> {
  const within = new Deadline(budgetMs);
  return until(
    () => probeAll(running, within, flowOver(running.definition, flow)),
    ({ verdict }) => verdict !== 'inconclusive',
    { within },
  );
}

interface Pair {
  readonly from: Host;
  readonly to: Host;
  /** The address by which the one reaches the other. */
  readonly address: string;
  readonly expected: Prediction;
}

type Probed = Pair & { readonly ping: SweptPing };

async function probeAll(running: StartedLab, within: Deadline, flow: Flow): Promise<Matrix> {
  const all = hosts(running.definition);
  const predict = predictor(running.definition, flow);
  const pairs = all.flatMap((from) =>
    all
      .filter((to) => to !== from)
      .map((to): Pair => ({
        from,
        to,
        address: addressTowards(from, to),
        expected: predict(from.name, to.name),
      })),
  );
  const ledgers = await openLedgers(running, flow);
  const probed = await pingPairs(running, pairs, flow, within);
  const down = new Set(probed.filter(({ ping }) => !ping.nodeRuns).map(({ from }) => from.name));
  const isDoubtful = ({ expected, to, ping }: Probed): boolean =>
    !expected.reachable || ping.received === 0 || isShared(running.definition, to.address);
  const doubtful = probed.filter(isDoubtful);
  const [entriesAt, working] = await Promise.all([
    ledgers.entriesSince(
      nodesToAsk(doubtful),
      doubtful.map(({ ping }) => ping),
    ),
    whoWorks(running, probed, doubtful),
  ]);
  const cells = probed.map((pair): MatrixCell => {
    const { from, to, expected, ping } = pair;
    const entries = (node: string) => entriesUnder([pair.address, to.address], entriesAt.get(node), ping);
    const count = (node: string) => mapped(entries(node), packetsByDirection);
    const destination = isDoubtful(pair) ? count(to.name) : null;
    const seen = {
      answered:
        ping.received > 0 && (!isShared(running.definition, to.address) || (destination?.in ?? 0) > 0),
      source: isDoubtful(pair) ? count(from.name) : null,
      destination,
      atDrop: expected.reachable ? null : seenAtDrop(running.definition, expected, entries),
      sourceWorks: working.has(from.name),
      destinationWorks: working.has(to.name),
      sourceRuns: !down.has(from.name),
      destinationRuns: !down.has(to.name),
    };
    return {
      from: from.name,
      to: to.name,
      expected,
      answered: seen.answered,
      rttMs: seen.answered ? ping.rttMs : null,
      ...judge(from.name, to.name, expected, seen),
    };
  });
  return { hosts: all.map(({ name }) => name), cells, verdict: worstVerdict(cells) };
}

/** What a ledger has of a ping under each of the addresses that its destination has on its way; null if it could not be read. */
function entriesUnder(
  addresses: readonly string[],
  ofProbe: ProbeEntries | undefined,
  probe: SweptPing,
): readonly LedgerEntry[] | null {
  if (ofProbe === undefined) return null;
  return [...new Set(addresses)].flatMap((address) => ofProbe({ ...probe, address }));
}

const mapped = <From, To>(value: From | null, map: (value: From) => To): To | null =>
  value === null ? null : map(value);

/** Pings every pair, and those that should answer and do not again until the budget is used up. */
async function pingPairs(
  running: StartedLab,
  pairs: readonly Pair[],
  flow: Flow,
  within: Deadline,
): Promise<Probed[]> {
  const pings: SweptPing[] = [];
  let again = [...pairs.keys()];
  const sweepAgain = async (): Promise<boolean> => {
    const swept = await sweepPairs(
      running,
      again.map((index) => pairs[index]!),
      flow,
    );
    again.forEach((index, position) => (pings[index] = swept[position]!));
    const down = new Set(pings.flatMap((ping, index) => (ping.nodeRuns ? [] : [pairs[index]!.from])));
    again = pairs.flatMap(({ from, to, expected }, index) =>
      expected.reachable && pings[index]!.received === 0 && !down.has(from) && !down.has(to) ? [index] : [],
    );
    return again.length === 0;
  };
  await until(sweepAgain, Boolean, { within });
  return pairs.map((pair, index) => ({ ...pair, ping: pings[index]! }));
}

/**
 * Pings pairs once: from each source in one train for each of the {@link PROBES}. An address that several hosts have is
 * pinged once for them all.
 */
async function sweepPairs(running: StartedLab, pairs: readonly Pair[], flow: Flow): Promise<SweptPing[]> {
  const trains = new Map<string, Train & { readonly addresses: string[] }>();
  const pinged = new Set<string>();
  // Where one of several is to answer, an answer is waited for.
  const patientFirst = pairs.toSorted(
    (one, other) => Number(other.expected.reachable) - Number(one.expected.reachable),
  );
  for (const { from, address, expected } of patientFirst) {
    const kind = expected.reachable ? 'answer' : expected.leg === 'forward' ? 'requestLost' : 'answerLost';
    if (pinged.has(`${from.name} ${address}`)) continue;
    pinged.add(`${from.name} ${address}`);
    const key = `${from.name} ${kind}`;
    const train = trains.get(key) ?? { from: from.name, addresses: [], flow, ...PROBES[kind] };
    train.addresses.push(address);
    trains.set(key, train);
  }
  const swept = await sweep(running, [...trains.values()]);
  const byPair = new Map(swept.map((ping) => [`${ping.from} ${ping.address}`, ping]));
  return pairs.map(({ from, address }) => byPair.get(`${from.name} ${address}`)!);
}

/** The nodes that have something to say about the probes that were not answered. */
function nodesToAsk(probes: readonly Probed[]): string[] {
  const nodes = probes.flatMap(({ from, to, expected }) => [
    from.name,
    to.name,
    ...(expected.reachable ? [] : [expected.droppedAt, expected.tunnelPeer ?? expected.droppedAt]),
  ]);
  return [...new Set(nodes)];
}

/** The controls: hosts that took part in an answered ping; the others are tried with their gateway. */
async function whoWorks(
  running: StartedLab,
  probed: readonly Probed[],
  doubtful: readonly Probed[],
): Promise<ReadonlySet<string>> {
  const answered = probed.filter(({ ping }) => ping.received > 0);
  const working = new Set(
    answered.flatMap(({ from, to }) =>
      isShared(running.definition, to.address) ? [from.name] : [from.name, to.name],
    ),
  );
  const unknown = new Set(
    doubtful.flatMap(({ from, to }) => [from, to]).filter(({ name }) => !working.has(name)),
  );
  return new Set([...working, ...(await workingHosts(running, [...unknown]))]);
}
