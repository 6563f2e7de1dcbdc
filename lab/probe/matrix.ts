import { hosts } from '../aws/hosts.ts';
import type { Host } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { Prediction } from '../aws/reachability.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { seenAtDrop } from './at-drop.ts';
import { BUDGETS_MS } from './budgets.ts';
import { hostWorks } from './controls.ts';
import { entriesOf, packetsOf, readLedger } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { ping } from './ping.ts';
import type { PingResult } from './ping.ts';
import { judge } from './verdict.ts';
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
  /** `failed` if any cell failed, else `inconclusive` if any is, else `passed`. */
  readonly verdict: Verdict;
}

/** Probes that must not be answered: how many, how far apart, and how long an answer is waited for. */
const NEGATIVE = { count: 3, intervalMs: 20, timeoutMs: 150 };
const POSITIVE = { count: 1, timeoutMs: 500 };

/**
 * Pings every ordered pair of hosts and holds the result against the predicted reachability. Within the budget a
 * pair that should answer is tried again, and so is the whole matrix while a control fails: a lab may still be healing.
 */
export async function matrix(lab: StartedLab, budgetMs: number = BUDGETS_MS.reach): Promise<Matrix> {
  const deadline = Date.now() + budgetMs;
  for (;;) {
    const result = await probeAll(lab, deadline);
    if (result.verdict !== 'inconclusive' || Date.now() > deadline) return result;
  }
}

async function probeAll(lab: StartedLab, deadline: number): Promise<Matrix> {
  const all = hosts(lab.lab);
  const pairs = all.flatMap((from) =>
    all
      .filter((to) => to !== from)
      .map((to) => ({ from, to, expected: predict(lab.lab, from.name, to.name) })),
  );
  const pings = await Promise.all(
    pairs.map(({ from, to, expected }) =>
      expected.reachable ? pingUntil(lab, from, to, deadline) : ping(lab, from.name, to.name, NEGATIVE),
    ),
  );
  const probed = pairs.map((pair, index) => ({ ...pair, ping: pings[index]! }));
  const doubtful = probed.filter(({ expected, ping: { received } }) => !expected.reachable || received === 0);
  const [ledgers, working] = await Promise.all([
    readLedgers(lab, doubtful),
    workingHosts(lab, all, probed, doubtful),
  ]);
  const cells = probed.map(({ from, to, expected, ping: result }): MatrixCell => {
    const sum = (node: string, direction: 'in' | 'out'): number =>
      packetsOf(entriesOf(ledgers.get(node) ?? [], result, direction));
    return {
      from: from.name,
      to: to.name,
      expected,
      answered: result.received > 0,
      rttMs: result.rttMs,
      ...judge(from.name, to.name, expected, {
        answered: result.received > 0,
        left: sum(from.name, 'out'),
        arrived: sum(to.name, 'in'),
        atDrop: expected.reachable
          ? null
          : seenAtDrop(lab.lab, expected, (node) => entriesOf(ledgers.get(node) ?? [], result)),
        sourceWorks: working.has(from.name),
        destinationWorks: working.has(to.name),
      }),
    };
  });
  return { hosts: all.map(({ name }) => name), cells, verdict: worst(cells) };
}

function worst(cells: readonly MatrixCell[]): Verdict {
  if (cells.some(({ verdict }) => verdict === 'failed')) return 'failed';
  return cells.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'passed';
}

async function pingUntil(lab: StartedLab, from: Host, to: Host, deadline: number): Promise<PingResult> {
  for (;;) {
    const result = await ping(lab, from.name, to.name, POSITIVE);
    if (result.received > 0 || Date.now() > deadline) return result;
  }
}

interface Probed {
  readonly from: Host;
  readonly to: Host;
  readonly expected: Prediction;
  readonly ping: PingResult;
}

/** The ledgers of every node that has something to say about the probes that were not answered. */
async function readLedgers(
  lab: StartedLab,
  probes: readonly Probed[],
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const nodes = new Set(
    probes.flatMap(({ from, to, expected }) => [
      from.name,
      to.name,
      ...(expected.reachable ? [] : [expected.droppedAt, expected.tunnelPeer ?? expected.droppedAt]),
    ]),
  );
  return new Map(
    await Promise.all([...nodes].map(async (node) => [node, await readLedger(lab, node)] as const)),
  );
}

/** The controls: hosts that took part in an answered ping; the others are tried with their gateway. */
async function workingHosts(
  lab: StartedLab,
  all: readonly Host[],
  probed: readonly Probed[],
  doubtful: readonly Probed[],
): Promise<ReadonlySet<string>> {
  const working = new Set(
    probed.filter(({ ping: { received } }) => received > 0).flatMap(({ from, to }) => [from.name, to.name]),
  );
  const unknown = all.filter(
    (host) => !working.has(host.name) && doubtful.some(({ from, to }) => from === host || to === host),
  );
  await Promise.all(
    unknown.map(async (host) => {
      if (await hostWorks(lab, host)) working.add(host.name);
    }),
  );
  return working;
}
