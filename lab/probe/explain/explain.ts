import { predict } from '../../aws/reachability.ts';
import type { ExplanationCode } from '../../causes/codes.ts';
import { ICMP_ECHO, tcpTo } from '../../aws/flow.ts';
import type { Flow } from '../../aws/flow.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { unexplained } from './live-explanation.ts';
import type { Hop, LiveExplanation } from './live-explanation.ts';
import { parties } from './parties.ts';
import { sendTraced } from './probe.ts';
import type { TracedProbe } from './probe.ts';
import { echoTrain, tcpConnection } from './train.ts';
import type { Train } from './train.ts';
import { walk } from './walk.ts';

/** What to send: echo requests of 84 bytes, unless told otherwise. */
export interface ExplainOptions {
  /** Size of the whole IP packet of an echo request, which nobody may fragment then. */
  readonly sizeBytes?: number;
  /** A TCP connection to this port in place of echo requests. */
  readonly tcpPort?: number;
}

/**
 * Sends packets from one host to another, follows them through every node and back, and finds out what stops them:
 * by what is really there, packet filters, kernel routes and settings, SAs and the logs of the IKE daemons. A tunnel's
 * name stands for the inside address of its AWS end.
 * @throws {UsageError} if there is no such host.
 */
export async function explain(
  lab: StartedLab,
  from: string,
  to: string,
  { sizeBytes, tcpPort }: ExplainOptions = {},
): Promise<LiveExplanation> {
  const both = parties(lab.definition, from, to);
  const dead = await deadNodes(lab);
  const flow: Flow = tcpPort === undefined ? ICMP_ECHO : tcpTo(tcpPort);
  const train = tcpPort === undefined ? echoTrain(lab, both, sizeBytes) : tcpConnection(lab, both, tcpPort);
  const follow = async (): Promise<{ readonly probe: TracedProbe; readonly hops: Hop[] }> => {
    const probe = dead.has(from) ? NOTHING_SENT : await sendTwiceIfLossy(lab, train);
    return { probe, hops: await walk({ lab, parties: both, flow, probe, dead }) };
  };
  const first = await follow();
  const { probe, hops } = isAnswered(first.probe) && isContradicted(first.hops) ? await follow() : first;
  return {
    from,
    to,
    sent: probe.sent,
    received: probe.received,
    answered: isAnswered(probe),
    rttMs: probe.rttMs,
    tcpPort: probe.tcpPort,
    expected: both.inside === null ? predict(lab.definition, from, to, flow) : null,
    hops,
    cause: isAnswered(probe) ? (hops.find(({ verdict }) => verdict === 'wrong') ?? null) : causeOf(hops),
  };
}

const isAnswered = ({ sent, received }: TracedProbe): boolean => received > 0 && received === sent;

/** What may well be wrong although answers come: somebody else sends them. */
const DESPITE_ANSWERS: readonly (ExplanationCode | null)[] = [
  'NODE_NOT_RUNNING',
  'ADDRESS_ELSEWHERE',
  'DESTINATION_TRANSLATED',
];

/** Anything else that is wrong where answers come is one of the two that changed meanwhile, or a gap in the trace. */
const isContradicted = (hops: readonly Hop[]): boolean =>
  hops.some(({ verdict, code }) => verdict === 'wrong' && !DESPITE_ANSWERS.includes(code));

const NOTHING_SENT: TracedProbe = {
  sent: 0,
  received: 0,
  rttMs: null,
  tcpPort: null,
  output: '',
  passages: new Map(),
  passage: () => null,
};

/** Once it has an answer, ping waits for others no longer than two round trips: on a busy machine that is no loss yet. */
async function sendTwiceIfLossy(lab: StartedLab, train: Train): Promise<TracedProbe> {
  const probe = await sendTraced(lab, train);
  return probe.received === 0 || isAnswered(probe) ? probe : sendTraced(lab, train);
}

/** The last hop is what stopped the packet. Where each let it pass, it came too late for ping, or only others were lost. */
function causeOf(hops: readonly Hop[]): Hop | null {
  const last = hops.at(-1);
  if (last?.verdict !== 'ok') return last ?? null;
  return unexplained(last, 'every hop let the packet pass, and no answer was counted in time', last.evidence);
}

/** The nodes whose container does not run, each with what the engine says of it. */
async function deadNodes(lab: StartedLab): Promise<ReadonlyMap<string, string>> {
  const states = await lab.nodeStates();
  const dead = lab.plan.nodes.filter(({ name }) => states.get(name)?.running !== true);
  return new Map(dead.map(({ name }) => [name, states.get(name)?.status ?? 'missing']));
}
