import type { StartedLab } from '../engine/started-lab.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { isAnsweredBy } from '../probe/answered-by.ts';
import { carriersDuring } from '../probe/carriers.ts';
import type { Carriers } from '../probe/carriers.ts';
import { causeBetween } from '../probe/cause.ts';
import { ping, pingTarget } from '../probe/ping.ts';
import { probePort } from '../probe/port.ts';
import { sweep } from '../probe/sweep.ts';
import type { SweptPing } from '../probe/sweep.ts';
import type { Judgement } from '../probe/verdict.ts';
import { echoOver, flowTo, isToPort, portText } from '../aws/flow.ts';
import type { PortFlow, ProbedPort } from '../aws/flow.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';
import { judgement } from './check.ts';
import type { Check, Sight } from './check.ts';

/** What an answer has to be like: of a port in place of a ping, a refusal is an answer, too. */
export interface ReachExpectation extends ProbedPort {
  /** Tunnel that has to carry the packets towards AWS. */
  readonly via?: string;
  /** Tunnel that has to carry those from AWS; the same as `via` unless told otherwise. */
  readonly back?: string;
  readonly budgetMs?: number;
}

const TRY = { count: 1, timeoutMs: 300 };
/**
 * A train of probes whose tunnel is looked at. Each answer may take so long: ping, once it has one, waits for the last no
 * longer than two round trips or its interval, and takes one that a busy machine delays for lost (iputils, ping_common.c).
 */
const TRAIN = { count: 10, intervalMs: 10, timeoutMs: 1000 };

/**
 * A host is answered by another within the budget, and by way of the tunnels that are expected. Where no answer came,
 * the cause is what `explain` finds then. Looking throws a UsageError if there is no such host or tunnel.
 */
export function reaches(from: string, to: string, expected: ReachExpectation = {}): Check {
  const { via, back = via, budgetMs, ...port } = expected;
  const flow = flowTo(port);
  const way = via === undefined ? '' : via === back ? ` by ${via}` : ` out by ${via}, back by ${back}`;
  return {
    title: `${from} reaches ${to}${way}${isToPort(flow) ? ` at ${portText(flow)}` : ''}`,
    budgetMs: () => budgetMs ?? BUDGETS_MS.reach,
    observe: async (running) => {
      for (const name of [via, back]) if (name !== undefined) tunnelNamed(running.definition, name);
      if (isToPort(flow)) return portAnswer(running, from, to, flow);
      return via === undefined
        ? once(running, from, to)
        : train(running, from, to, { out: [via], back: [back ?? via] });
    },
  };
}

async function once(running: StartedLab, from: string, to: string): Promise<Sight> {
  const result = await ping(running, from, to, TRY);
  if (await isAnsweredBy(running, to, result)) return judgement(true, `${to} answered in ${result.rttMs} ms`);
  return { ...judgement(false, `${to} did not answer`), why: () => causeBetween(running, from, to) };
}

async function portAnswer(running: StartedLab, from: string, to: string, flow: PortFlow): Promise<Sight> {
  const { address } = pingTarget(running, from, to);
  const { port: state, output } = await probePort(running, from, { address, flow });
  return judgement(state !== null, state === null ? output : `${portText(flow)} of ${to} is ${state}`);
}

async function train(running: StartedLab, from: string, to: string, expected: Carriers): Promise<Sight> {
  running.node(from);
  const { address } = pingTarget(running, from, to);
  const { result: swept, carriers } = await carriersDuring(running, () =>
    sweep(running, [{ from, addresses: [address], flow: echoOver(running.definition), ...TRAIN }]),
  );
  const result = swept[0]!;
  if (!result.nodeRuns) return judgement(false, `${from} does not run`);
  const seen = judgeTrain(result, carriers, expected);
  const isAll = result.received === result.sent && (await isAnsweredBy(running, to, result));
  return isAll ? seen : { ...judgement(false, seen.evidence), why: () => causeBetween(running, from, to) };
}

/** Whether every packet of a train was answered, and these tunnels alone carried them, there and back. */
export function judgeTrain(
  { sent, received }: Pick<SweptPing, 'sent' | 'received'>,
  carriers: Carriers,
  expected: Carriers,
): Judgement {
  const names = (list: readonly string[]): string => (list.length === 0 ? 'no tunnel' : list.join(' and '));
  const isSame = names(carriers.out) === names(expected.out) && names(carriers.back) === names(expected.back);
  return judgement(
    sent > 0 && received === sent && isSame,
    `${received} of ${sent} answered, out by ${names(carriers.out)}, back by ${names(carriers.back)}`,
  );
}
