import { isToPort } from '../aws/flow.ts';
import { judge, within, withoutCause } from '../checks/check.ts';
import type { Check } from '../checks/check.ts';
import { reaches } from '../checks/reaches.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { injectFault } from '../faults/inject.ts';
import type { FaultName, FaultParameters } from '../faults/catalogue.ts';
import { undoFault } from '../faults/undo.ts';
import { given } from '../given.ts';
import { measureOutages } from '../probe/outage.ts';
import type { OutageReport } from '../probe/outage.ts';
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
  const silent = pairs.filter(({ reachable }) => !reachable);
  const controls = async (): Promise<ReadonlyMap<ExpectedPair, Judgement>> =>
    new Map(
      await Promise.all(
        silent.map(async (pair) => [pair, await judge(running, withoutCause(answered(pair)))] as const),
      ),
    );
  const before = await controls();
  const found = await underFault(running, pairs);
  const after = await controls();
  return pairs.map((pair) => {
    const seen = found.get(pair)!;
    if (pair.reachable) return seen;
    return withControls(pair, seen, { before: before.get(pair)!, after: after.get(pair)! });
  });
}

const answered = ({ from, to, port }: ExpectedPair): Check => reaches(from, to, port);

/** What becomes of each pair while the fault lasts. It is undone in the end, whatever comes. */
async function underFault(
  running: StartedLab,
  pairs: readonly ExpectedPair[],
): Promise<ReadonlyMap<ExpectedPair, Judgement>> {
  const { fault, parameters } = pairs[0]!.during!;
  const found = new Map<ExpectedPair, Judgement>();
  const injected: number[] = [];
  const inject = async (): Promise<void> => {
    const { id } = await injectFault(running, fault as FaultName, parameters as FaultParameters<FaultName>);
    injected.push(id);
  };
  const measured = pairs.filter(({ reachable, flow }) => reachable && !isToPort(flow));
  try {
    if (measured.length === 0) await inject();
    else {
      const reports = await measureOutages(running, measured, inject);
      reports.forEach((report, index) => found.set(measured[index]!, judgeReport(report, measured[index]!)));
    }
    for (const pair of pairs.filter(({ reachable, flow }) => reachable && isToPort(flow)))
      found.set(pair, await judge(running, within(BUDGETS_MS.failover, answered(pair))));
    for (const pair of pairs.filter(({ reachable }) => !reachable))
      found.set(pair, await isSilent(running, pair));
  } finally {
    for (const id of injected) await undoFault(running, id);
    await awaitTunnels(running);
  }
  return found;
}

const judgeReport = (report: OutageReport, { maxOutageMs, via }: ExpectedPair): Judgement =>
  judgeOutage(report, given({ maxGapMs: maxOutageMs ?? undefined, movesTo: via ?? undefined }));

/**
 * Looks until nothing answers any more: what a fault does may take as long as a peer is taken to be alive. Why nothing
 * answers is not asked: the fault is why.
 */
async function isSilent(running: StartedLab, pair: ExpectedPair): Promise<Judgement> {
  const { verdict, evidence } = await until(
    () => answered(pair).observe(running),
    (sight) => sight.verdict !== 'passed',
    { within: BUDGETS_MS.failover, everyMs: 100 },
  );
  return verdict === 'passed'
    ? { verdict: 'failed', evidence: `answered all the while: ${evidence}` }
    : { verdict: 'passed', evidence };
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
