import { hostNamed } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BUDGETS_MS } from './budgets.ts';
import { carriersDuring } from './carriers.ts';
import type { Carriers } from './carriers.ts';
import { causeBetween } from './cause.ts';
import { workingHosts } from './controls.ts';
import { entriesOf, readLedgers } from './ledger.ts';
import { ping } from './ping.ts';
import { tunnelNamed } from './tunnel-named.ts';
import { judgeIsolation } from './verdict.ts';
import type { Judgement } from './verdict.ts';

/** What an answer has to be like. */
export interface ReachExpectation {
  /** Tunnel that has to carry the packets towards AWS. */
  readonly via?: string;
  /** Tunnel that has to carry those from AWS; the same as `via` unless told otherwise. */
  readonly back?: string;
  readonly budgetMs?: number;
}

const TRY = { count: 1, timeoutMs: 300 };
/** A train of probes whose tunnel is looked at. */
const TRAIN = { count: 10, intervalMs: 10, timeoutMs: 500 };
const NEGATIVE = { count: 3, intervalMs: 20, timeoutMs: 200 };

/**
 * Checks that a host is answered by another within the budget, and by way of the tunnels that are expected. Where no
 * answer came, the cause is what `explain` finds then.
 * @throws {UsageError} if there is no such host or tunnel.
 */
export async function checkReach(
  lab: StartedLab,
  from: string,
  to: string,
  { via, back = via, budgetMs = BUDGETS_MS.reach }: ReachExpectation = {},
): Promise<Judgement> {
  for (const name of [via, back]) if (name !== undefined) tunnelNamed(lab.definition, name);
  const deadline = Date.now() + budgetMs;
  for (;;) {
    const { isAnswered, ...seen } =
      via === undefined
        ? await once(lab, from, to)
        : await train(lab, from, to, { out: [via], back: [back ?? via] });
    if (seen.verdict === 'passed') return seen;
    if (Date.now() <= deadline) continue;
    const cause = isAnswered ? undefined : await causeBetween(lab, from, to);
    return cause === undefined ? seen : { ...seen, cause };
  }
}

/** A try, and whether every packet of it was answered. */
interface Try extends Judgement {
  readonly isAnswered: boolean;
}

async function once(lab: StartedLab, from: string, to: string): Promise<Try> {
  const { received, rttMs } = await ping(lab, from, to, TRY);
  return received > 0
    ? { verdict: 'passed', evidence: `${to} answered in ${rttMs} ms`, isAnswered: true }
    : { verdict: 'failed', evidence: `${to} did not answer`, isAnswered: false };
}

async function train(lab: StartedLab, from: string, to: string, expected: Carriers): Promise<Try> {
  const { result, carriers } = await carriersDuring(lab, () => ping(lab, from, to, TRAIN));
  const names = (list: readonly string[]): string => (list.length === 0 ? 'no tunnel' : list.join(' and '));
  const evidence = `${result.received} of ${result.sent} answered, out by ${names(carriers.out)}, back by ${names(carriers.back)}`;
  const same = names(carriers.out) === names(expected.out) && names(carriers.back) === names(expected.back);
  const isAnswered = result.received === result.sent;
  return { verdict: isAnswered && same ? 'passed' : 'failed', evidence, isAnswered };
}

/**
 * Checks that a host is not answered by another, with its controls: both hosts work, the probes left the source, and
 * the last node that saw them is the one expected. Within the budget it is tried again while a control fails: a lab may
 * still be healing. A pair that the lab file lets through is not isolated, and fails at once.
 * @param lostAt that node; where the lab file stops the pair by itself, it need not be given. The destination itself
 * means that only the answers are lost.
 */
export async function checkIsolated(
  lab: StartedLab,
  from: string,
  to: string,
  lostAt: string | undefined = predictedLoss(lab, from, to),
): Promise<Judgement> {
  if (lostAt === undefined) return letThrough(lab, from, to);
  const deadline = Date.now() + BUDGETS_MS.reach;
  for (;;) {
    const seen = await lostOnce(lab, from, to, lostAt);
    if (seen.verdict !== 'inconclusive' || Date.now() > deadline) return seen;
  }
}

/** What is to be isolated, and is not by the lab file: whether an answer comes, too, says how far that goes. */
async function letThrough(lab: StartedLab, from: string, to: string): Promise<Judgement> {
  const { received } = await ping(lab, from, to, NEGATIVE);
  const way = predict(lab.definition, from, to).path.join(', ');
  const evidence =
    received > 0
      ? `the lab file lets it through, by way of ${way}, and ${to} answered`
      : `the lab file lets it through, by way of ${way}; no answer came, and where a fault is why, name the node that sees the probes last`;
  return { verdict: 'failed', evidence };
}

async function lostOnce(lab: StartedLab, from: string, to: string, lostAt: string): Promise<Judgement> {
  const result = await ping(lab, from, to, NEGATIVE);
  const path = pathBetween(lab, from, to);
  const [working, ledgers] = await Promise.all([
    workingHosts(
      lab,
      [from, to].map((name) => hostNamed(lab.definition, name)),
    ),
    readLedgers(lab, path, [result.identifier]),
  ]);
  return judgeIsolation(from, to, lostAt, {
    sent: result.sent,
    answered: result.received > 0,
    seenAt: path.filter((node) => entriesOf(ledgers.get(node) ?? [], result).length > 0),
    unreadable: path.filter((node) => !ledgers.has(node)),
    sourceWorks: working.has(from),
    destinationWorks: working.has(to),
  });
}

/** Where the lab file itself stops the probes; undefined if it does not. */
function predictedLoss(lab: StartedLab, from: string, to: string): string | undefined {
  const expected = predict(lab.definition, from, to);
  if (expected.reachable) return undefined;
  return expected.leg === 'return' ? to : expected.droppedAt;
}

/** The nodes that a probe between two hosts meets where nothing stops it. */
function pathBetween(lab: StartedLab, from: string, to: string): readonly string[] {
  const prediction = predict(lab.definition, from, to);
  if (prediction.reachable) return prediction.path;
  const way = [...prediction.path, prediction.tunnelPeer ?? to];
  return [...way.filter((node) => node !== to), to];
}
