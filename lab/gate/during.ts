import { judge, within } from '../checks/check.ts';
import { reaches } from '../checks/reaches.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { injectFault } from '../faults/inject.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { undoFault } from '../faults/undo.ts';
import { given } from '../given.ts';
import { measureOutages } from '../probe/outage.ts';
import { judgeOutage } from '../probe/outage-limits.ts';
import { awaitTunnels } from '../probe/tunnels.ts';
import type { Judgement } from '../probe/verdict.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import type { ExpectedPair } from './expected.ts';

/**
 * Injects the fault of some pairs, finds out what becomes of each, undoes it, and waits for the tunnels. Pings that are to be
 * answered are measured through its beginning. A pair that is to be unreachable counts with its controls: it is answered
 * before, and again afterwards.
 * @throws {UsageError} if there is no such fault, or the lab has no such object.
 */
export async function checkDuring(running: StartedLab, pairs: readonly ExpectedPair[]): Promise<Judgement[]> {
  const { fault, parameters } = pairs[0]!.during!;
  const answered = (pair: ExpectedPair): Promise<Judgement> =>
    judge(running, reaches(pair.from, pair.to, pair.port));
  const silent = pairs.filter(({ reachable }) => !reachable);
  const before = new Map(
    await Promise.all(silent.map(async (pair) => [pair, await answered(pair)] as const)),
  );
  const measured = pairs.filter(({ reachable, flow }) => reachable && flow.destinationPort === null);
  const found = new Map<ExpectedPair, Judgement>();
  const injected: number[] = [];
  try {
    const inject = async (): Promise<void> => {
      const { id } = await injectFault(running, fault as FaultName, parameters as FaultParameters<FaultName>);
      injected.push(id);
    };
    const reports =
      measured.length === 0 ? (await inject(), []) : await measureOutages(running, measured, inject);
    reports.forEach((report, index) => {
      const pair = measured[index]!;
      found.set(
        pair,
        judgeOutage(
          report,
          given({ maxGapMs: pair.maxOutageMs ?? undefined, movesTo: pair.via ?? undefined }),
        ),
      );
    });
    for (const pair of pairs.filter(({ reachable, flow }) => reachable && flow.destinationPort !== null))
      found.set(
        pair,
        await judge(running, within(BUDGETS_MS.failover, reaches(pair.from, pair.to, pair.port))),
      );
    for (const pair of silent) found.set(pair, await isSilent(running, pair));
  } finally {
    for (const id of injected) await undoFault(running, id);
    await awaitTunnels(running);
  }
  for (const pair of silent) {
    const controls = { before: before.get(pair)!, after: await answered(pair) };
    found.set(pair, withControls(pair, found.get(pair)!, controls));
  }
  return pairs.map((pair) => found.get(pair)!);
}

/** Looks until nothing answers any more: what a fault does may take as long as a peer is taken to be alive. */
async function isSilent(running: StartedLab, { from, to, port }: ExpectedPair): Promise<Judgement> {
  const look = (): Promise<Judgement> => judge(running, reaches(from, to, { ...port, budgetMs: 0 }));
  const seen = await until(look, ({ verdict }) => verdict !== 'passed', {
    within: BUDGETS_MS.failover,
    everyMs: 100,
  });
  return seen.verdict === 'passed'
    ? { verdict: 'failed', evidence: `answered all the while: ${seen.evidence}` }
    : { verdict: 'passed', evidence: seen.evidence };
}

/** A "never" that counts: the same pair is answered without the fault. Pure. */
export function withControls(
  { to }: Pick<ExpectedPair, 'to'>,
  seen: Judgement,
  { before, after }: { readonly before: Judgement; readonly after: Judgement },
): Judgement {
  if (before.verdict !== 'passed')
    return {
      verdict: 'inconclusive',
      evidence: `${to} is not reached without the fault either: ${before.evidence}`,
    };
  if (seen.verdict === 'passed' && after.verdict !== 'passed')
    return {
      verdict: 'inconclusive',
      evidence: `${to} is not reached after the fault either: ${after.evidence}`,
    };
  return seen;
}
