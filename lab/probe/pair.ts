import { hostNamed } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import { BUDGETS_MS } from './budgets.ts';
import { carriersDuring } from './carriers.ts';
import type { Carriers } from './carriers.ts';
import { workingHosts } from './controls.ts';
import { entriesOf, readLedgers } from './ledger.ts';
import { ping } from './ping.ts';
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

/** Checks that a host is answered by another within the budget, and by way of the tunnels that are expected. */
export async function checkReach(
  lab: StartedLab,
  from: string,
  to: string,
  { via, back = via, budgetMs = BUDGETS_MS.reach }: ReachExpectation = {},
): Promise<Judgement> {
  const deadline = Date.now() + budgetMs;
  for (;;) {
    const seen =
      via === undefined
        ? await once(lab, from, to)
        : await train(lab, from, to, { out: [via], back: [back ?? via] });
    if (seen.verdict === 'passed' || Date.now() > deadline) return seen;
  }
}

async function once(lab: StartedLab, from: string, to: string): Promise<Judgement> {
  const { received, rttMs } = await ping(lab, from, to, TRY);
  return received > 0
    ? { verdict: 'passed', evidence: `${to} answered in ${rttMs} ms` }
    : { verdict: 'failed', evidence: `${to} did not answer` };
}

async function train(lab: StartedLab, from: string, to: string, expected: Carriers): Promise<Judgement> {
  const { result, carriers } = await carriersDuring(lab, () => ping(lab, from, to, TRAIN));
  const names = (list: readonly string[]): string => (list.length === 0 ? 'no tunnel' : list.join(' and '));
  const seen = `${result.received} of ${result.sent} answered, out by ${names(carriers.out)}, back by ${names(carriers.back)}`;
  const same = names(carriers.out) === names(expected.out) && names(carriers.back) === names(expected.back);
  return { verdict: result.received === result.sent && same ? 'passed' : 'failed', evidence: seen };
}

/**
 * Checks that a host is not answered by another, with its controls: both hosts work, the probes left the source, and
 * the last node that saw them is the one expected. Within the budget it is tried again while a control fails: a lab may
 * still be healing.
 * @param lostAt that node; where the lab's configuration says so already, it need not be given. The destination
 * itself means that only the answers are lost.
 * @throws {UsageError} if the model predicts an answer and no node is given.
 */
export async function checkIsolated(
  lab: StartedLab,
  from: string,
  to: string,
  lostAt: string = predictedLoss(lab, from, to),
): Promise<Judgement> {
  const deadline = Date.now() + BUDGETS_MS.reach;
  for (;;) {
    const seen = await lostOnce(lab, from, to, lostAt);
    if (seen.verdict !== 'inconclusive' || Date.now() > deadline) return seen;
  }
}

async function lostOnce(lab: StartedLab, from: string, to: string, lostAt: string): Promise<Judgement> {
  const result = await ping(lab, from, to, NEGATIVE);
  const path = pathBetween(lab, from, to);
  const [working, ledgers] = await Promise.all([
    workingHosts(
      lab,
      [from, to].map((name) => hostNamed(lab.lab, name)),
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

function predictedLoss(lab: StartedLab, from: string, to: string): string {
  const expected = predict(lab.lab, from, to);
  if (!expected.reachable) return expected.leg === 'return' ? to : expected.droppedAt;
  throw new UsageError({
    key: 'lostAt',
    what: `by its configuration ${from} reaches ${to}`,
    hint: 'name the node that sees the probes last',
  });
}

/** The nodes that a probe between two hosts meets where nothing stops it. */
function pathBetween(lab: StartedLab, from: string, to: string): readonly string[] {
  const prediction = predict(lab.lab, from, to);
  if (prediction.reachable) return prediction.path;
  return [...new Set([...prediction.path, prediction.tunnelPeer ?? to, to])];
}
