import { isToPort } from '../aws/flow.ts';
import { judge } from '../checks/check.ts';
import { reaches } from '../checks/reaches.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { isSealed } from '../faults/sealed.ts';
import { causeBetween, causeOfProblem } from '../probe/cause.ts';
import { matrix } from '../probe/matrix.ts';
import type { MatrixCell } from '../probe/matrix.ts';
import type { Judgement } from '../probe/verdict.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { checkDuring } from './during.ts';
import type { ExpectedPair } from './expected.ts';
import { againstPrediction } from './model.ts';
import type { Found } from './model.ts';

/**
 * Sends the packets of every pair: those without a fault by one matrix for each protocol and port, with its controls, then
 * those during each fault, which is undone before the next.
 * @returns what was found of each, in their order.
 */
export async function sendPackets(
  running: StartedLab,
  pairs: readonly ExpectedPair[],
  progress: (step: string) => void,
): Promise<Found[]> {
  const found = new Map<ExpectedPair, Found>();
  for (const group of grouped(
    pairs.filter(({ during }) => during === null),
    ({ flow }) => JSON.stringify(flow),
  )) {
    progress(`probing every pair of hosts, ${group.length} of them expected`);
    const { cells, ipv6 } = await matrix(running, BUDGETS_MS.reach, group[0]!.flow);
    for (const pair of group) {
      const isIpv6 = pair.ipVersion === 'ipv6';
      const all = isIpv6 ? (ipv6?.cells ?? []) : cells;
      const cell = all.find(({ from, to }) => from === pair.from && to === pair.to)!;
      found.set(pair, await judgeCell(isIpv6 ? running.overIpv6() : running, pair, cell));
    }
  }
  for (const group of grouped(
    pairs.filter(({ during }) => during !== null),
    ({ during }) => JSON.stringify(during),
  )) {
    progress(`during ${group[0]!.during!.fault}`);
    const judged = await checkDuring(running, group);
    group.forEach((pair, index) => found.set(pair, ofJudgement(judged[index]!)));
  }
  return pairs.map((pair) => found.get(pair)!);
}

/** Packets that are not as the model has them are a failure, whatever is expected. */
async function judgeCell(running: StartedLab, pair: ExpectedPair, cell: MatrixCell): Promise<Found> {
  const { from, to, via } = pair;
  if (cell.verdict === 'failed') {
    const isTold = !isToPort(pair.flow) && !(await isSealed(running));
    const cause = isTold ? await causeBetween(running, from, to) : undefined;
    const judged = { verdict: cell.verdict, evidence: `not as the lab file has it: ${cell.evidence}` };
    return ofJudgement(cause === undefined ? judged : { ...judged, cause });
  }
  if (cell.verdict === 'inconclusive') return ofJudgement(cell);
  const found = againstPrediction(pair, cell.expected, `${cell.evidence};`);
  if (found.verdict !== 'passed' || via === null) return found;
  return ofJudgement(await judge(running, reaches(from, to, { via })));
}

/** What a check has found, as a pair has it. */
function ofJudgement({ verdict, evidence, ...found }: Judgement): Found {
  const { cause = null, hint: cure = null } = causeOfProblem(found.cause);
  return { verdict, evidence, cause, cure };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
