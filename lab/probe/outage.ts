import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../engine/started-lab.ts';
import type { StartedNode } from '../engine/node.ts';
import { hosts } from '../aws/hosts.ts';
import { EngineError } from '../errors.ts';
import type { TimerProfile } from '../topology/types.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import { carriersDuring } from './carriers.ts';
import type { Carriers } from './carriers.ts';
import { entriesOf, packetsOf, readLedger } from './ledger.ts';
import { outageOf, readPingRecord, segmentsOf, steadyForMs, withoutPending } from './outage-record.ts';
import type { Outage, OutageSegment, PingRecord } from './outage-record.ts';
import { newIdentifier, pingTarget } from './ping.ts';
import type { PingResult } from './ping.ts';

/** How a pair is probed through an outage, in milliseconds. */
export interface OutageOptions {
  /** Time between two probes in whole milliseconds. */
  readonly intervalMs?: number | undefined;
  /** How long recovery is waited for once the action is done. */
  readonly budgetMs?: number | undefined;
  /** Asked along with the wait: once it is so, nothing is waited for any more. */
  readonly isHopeless?: (() => Promise<boolean>) | undefined;
}

/** Two ends of probes: names of a node and of a host of the lab. */
export interface ProbedPair {
  readonly from: string;
  readonly to: string;
}

/** An outage with all that is known of it. */
export interface OutageReport extends Outage {
  readonly from: string;
  readonly to: string;
  readonly timers: TimerProfile;
  readonly intervalMs: number;
  /** Of the lost probes, those that did not come to the destination, and those whose answers did not come back. */
  readonly lostForward: number;
  readonly lostReturn: number;
  /** Which tunnels carried the probes just before the action, and at the end. */
  readonly before: Carriers;
  readonly after: Carriers;
  readonly segments: readonly OutageSegment[];
}

/** s2s-probe ends by itself after so many probes, whatever becomes of the harness; ICMP counts to 65535. */
const MAX_PROBES = 60_000;
/** How long every probe has to be answered for a pair to count as recovered. */
const STEADY_MS = 1000;
const DEFAULT_INTERVAL_MS = 10;
/** As many answers are waited for to see which tunnels carry them, and so long where none come. */
const CARRIED_ANSWERS = 10;

/**
 * Probes a pair all through an action, and until the answers are steady again or the budget is used up: a pair that
 * does not recover is a result (`recoveryMs` null), no error. Times are by the node's own clock.
 * @throws {UsageError} if there is no such node or host.
 * @throws {EngineError} if probing cannot start. What the action throws is thrown on.
 */
export async function measureOutage(
  running: StartedLab,
  from: string,
  to: string,
  action: () => Promise<unknown>,
  options: OutageOptions = {},
): Promise<OutageReport> {
  const [report] = await measureOutages(running, [{ from, to }], action, options);
  return report!;
}

/**
 * As {@link measureOutage} for several pairs through one action, and until the answers of all of them are steady again.
 * Which tunnels carry packets is told for all of them together.
 */
export async function measureOutages(
  running: StartedLab,
  pairs: readonly ProbedPair[],
  action: () => Promise<unknown>,
  options: OutageOptions = {},
): Promise<OutageReport[]> {
  const { intervalMs = DEFAULT_INTERVAL_MS, budgetMs = BUDGETS_MS.failover, isHopeless } = options;
  await using started = await startPings(running, pairs, intervalMs);
  const { pings } = started;
  const someAnswersOfAll = (withinMs: number) => () =>
    Promise.all(pings.map(({ pinging }) => someAnswers(pinging, withinMs)));
  const clocks = () => Promise.all(pings.map(({ node }) => clockMs(node)));
  const { carriers: before } = await carriersDuring(running, someAnswersOfAll(BUDGETS_MS.carriersSeen));
  const starts = await clocks();
  await action();
  const ends = await clocks();
  const leastSteadyMs = async (): Promise<number> =>
    Math.min(
      ...(await Promise.all(
        pings.map(async ({ pinging }, index) => steadyForMs(await pinging.record(), ends[index]!)),
      )),
    );
  const { steadyMs } = await until(
    async () => ({ steadyMs: await leastSteadyMs(), isHopeless: (await isHopeless?.()) === true }),
    (seen) => seen.steadyMs >= STEADY_MS || seen.isHopeless,
    // Who asks whether it is hopeless notes the time at which it has become so.
    { within: budgetMs, everyMs: 100, steadily: isHopeless !== undefined },
  );
  // Of pairs that are answered again enough answers come, however busy the machine is.
  const afterMs = steadyMs >= STEADY_MS ? BUDGETS_MS.reach : BUDGETS_MS.carriersSeen;
  const { carriers: after } = await carriersDuring(running, someAnswersOfAll(afterMs));
  // Awaited here: the pings end with this scope.
  return await Promise.all(
    pings.map(async ({ from, to, identifier, pinging }, index): Promise<OutageReport> => {
      await pinging.stop();
      const record = withoutPending(await pinging.record());
      const outage = outageOf(record, starts[index]!);
      const lostForward = await missedBy(running, to, { identifier, address: pinging.address }, outage);
      return {
        from,
        to,
        timers: running.definition.timers,
        intervalMs,
        ...outage,
        lostForward,
        lostReturn: outage.lost - lostForward,
        before,
        after,
        segments: segmentsOf(record, starts[index]!),
      };
    }),
  );
}

interface Pinging extends AsyncDisposable {
  readonly address: string;
  record(): Promise<PingRecord>;
  /** Ends it, and waits until it has written its last line. */
  stop(): Promise<void>;
}

/** A ping from one node to a host, with what its probes are known by. */
interface ProbingPair extends ProbedPair {
  readonly node: StartedNode;
  readonly identifier: number;
  readonly pinging: Pinging;
}

async function startPings(
  running: StartedLab,
  pairs: readonly ProbedPair[],
  intervalMs: number,
): Promise<AsyncDisposable & { readonly pings: readonly ProbingPair[] }> {
  const pings: ProbingPair[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(pings.map(({ pinging }) => pinging[Symbol.asyncDispose]()));
  };
  try {
    for (const { from, to } of pairs) {
      const identifier = newIdentifier();
      const pinging = await startPing(running, from, to, intervalMs, identifier);
      pings.push({ from, to, node: running.node(from), identifier, pinging });
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return { pings, [Symbol.asyncDispose]: dispose };
}

async function startPing(
  running: StartedLab,
  from: string,
  to: string,
  intervalMs: number,
  identifier: number,
): Promise<Pinging> {
  const node = running.node(from);
  const target = pingTarget(running, from, to);
  const file = `/tmp/s2s-${randomUUID()}`;
  const { exitCode, stdout, stderr } = await node.run(
    `s2s-background start ${file} icmp_seq s2s-probe ${identifier} ${intervalMs} ${MAX_PROBES} ${target.source ?? '-'} ${target.address}`,
  );
  if (exitCode !== 0) throw new EngineError({ what: `${from} cannot ping`, value: stderr.trim() });
  const pid = stdout.trim();
  const stop = async (): Promise<void> => {
    await node.run(`s2s-background end ${pid} s2s-probe INT`);
  };
  return {
    address: target.address,
    record: async () => readPingRecord((await node.run(`cat ${file}`)).stdout),
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await node.run(`rm -f ${file}`);
    },
  };
}

async function someAnswers(pinging: Pinging, withinMs: number): Promise<void> {
  const answers = async (): Promise<number> => (await pinging.record()).answers.size;
  const enough = (await answers()) + CARRIED_ANSWERS;
  await until(answers, (count) => count >= enough, { within: withinMs, everyMs: 20 });
}

/** How many of the lost probes the destination never saw, by its ledger. */
async function missedBy(
  running: StartedLab,
  to: string,
  ping: Pick<PingResult, 'address' | 'identifier'>,
  outage: Outage,
): Promise<number> {
  const destination = hosts(running.definition).find(({ name, address }) => [name, address].includes(to));
  if (destination === undefined || outage.lost === 0) return outage.lost;
  const entries = await readLedger(running, destination.name);
  const arrived = packetsOf(entriesOf(entries, ping, 'in'));
  return Math.min(outage.lost, Math.max(0, outage.sent - arrived));
}

async function clockMs(node: StartedNode): Promise<number> {
  return Number((await node.run('date +%s%N')).stdout) / 1e6;
}
