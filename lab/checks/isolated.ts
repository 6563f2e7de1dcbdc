import { hostNamed } from '../aws/hosts.ts';
import { predict } from '../aws/reachability.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { isAnsweredBy } from '../probe/answered-by.ts';
import { workingHosts } from '../probe/controls.ts';
import { entriesOf, readLedgers } from '../probe/ledger.ts';
import { ping } from '../probe/ping.ts';
import { judgeIsolation } from '../probe/verdict.ts';
import type { Judgement } from '../probe/verdict.ts';
import type { Check, Sight } from './check.ts';

const NEGATIVE = { count: 3, intervalMs: 20, timeoutMs: 200 };

/**
 * A host is not answered by another, with the controls that make a "never" count: both hosts work, the probes left the
 * source, and the last node that saw them is the one expected. Within the budget it is looked at again while a control
 * fails: a lab may still be healing. A pair that the lab file lets through is not isolated, and fails at once.
 * @param lostAt that node; where the lab file stops the pair by itself, it need not be given. The destination itself
 * means that only the answers are lost.
 */
export function isolated(from: string, to: string, lostAt?: string): Check {
  return {
    title: `${from} does not reach ${to}`,
    budgetMs: () => BUDGETS_MS.reach,
    observe: async (running): Promise<Sight> => {
      const expected = lostAt ?? predictedLoss(running, from, to);
      const seen = await (expected === undefined
        ? letThrough(running, from, to)
        : lostOnce(running, from, to, expected));
      return seen.verdict === 'inconclusive' ? seen : { ...seen, final: true };
    },
  };
}

/** What is to be isolated, and is not by the lab file: whether an answer comes, too, says how far that goes. */
async function letThrough(running: StartedLab, from: string, to: string): Promise<Judgement> {
  const result = await ping(running, from, to, NEGATIVE);
  const answered = await isAnsweredBy(running, to, result);
  const way = predict(running.definition, from, to).path.join(', ');
  const evidence = answered
    ? `the lab file lets it through, by way of ${way}, and ${to} answered`
    : `the lab file lets it through, by way of ${way}; no answer came, and where a fault is why, name the node that sees the probes last`;
  return { verdict: 'failed', evidence };
}

async function lostOnce(running: StartedLab, from: string, to: string, lostAt: string): Promise<Judgement> {
  const since = performance.now();
  const result = await ping(running, from, to, NEGATIVE);
  const path = pathBetween(running, from, to);
  const [working, ledgers] = await Promise.all([
    workingHosts(
      running,
      [from, to].map((name) => hostNamed(running.definition, name)),
    ),
    readLedgers(running, path, { identifiers: [result.identifier], since }),
  ]);
  return judgeIsolation(from, to, lostAt, {
    sent: result.sent,
    answered: await isAnsweredBy(running, to, result),
    seenAt: path.filter((node) => entriesOf(ledgers.get(node) ?? [], result).length > 0),
    unreadable: path.filter((node) => !ledgers.has(node)),
    sourceWorks: working.has(from),
    destinationWorks: working.has(to),
  });
}

/** Where the lab file itself stops the probes; undefined if it does not. */
function predictedLoss(running: StartedLab, from: string, to: string): string | undefined {
  const expected = predict(running.definition, from, to);
  if (expected.reachable) return undefined;
  return expected.leg === 'return' ? to : expected.droppedAt;
}

/** The nodes that a probe between two hosts meets where nothing stops it. */
function pathBetween(running: StartedLab, from: string, to: string): readonly string[] {
  const prediction = predict(running.definition, from, to);
  if (prediction.reachable) return prediction.path;
  const way = [...prediction.path, prediction.tunnelPeer ?? to];
  return [...way.filter((node) => node !== to), to];
}
