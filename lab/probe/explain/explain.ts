import { predict } from '../../aws/reachability.ts';
import { ICMP_ECHO } from '../../aws/security-group.ts';
import type { Flow } from '../../aws/security-group.ts';
import { labContainers } from '../../engine/containers.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { NODE_LABEL } from '../../plan/labels.ts';
import { unexplained } from './live-explanation.ts';
import type { Hop, LiveExplanation } from './live-explanation.ts';
import { parties } from './parties.ts';
import { sendTraced } from './probe.ts';
import type { TracedProbe } from './probe.ts';
import { echoTrain, tcpConnection } from './train.ts';
import type { Train } from './train.ts';
import type { Scene } from './visit.ts';
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
  const both = parties(lab.lab, from, to);
  const dead = await deadNodes(lab);
  const flow: Flow = tcpPort === undefined ? ICMP_ECHO : { protocol: 'tcp', port: tcpPort };
  const train = tcpPort === undefined ? echoTrain(lab, both, sizeBytes) : tcpConnection(lab, both, tcpPort);
  const probe = dead.has(from) ? NOTHING_SENT : await sendTwiceIfLossy(lab, train);
  const scene: Scene = { lab, parties: both, flow, probe, dead };
  const forward = await walk(scene, 'forward');
  const arrived = forward.at(-1)?.verdict === 'ok';
  const hops = arrived ? [...forward, ...(await walk(scene, 'return'))] : forward;
  const answered = probe.received > 0 && probe.received === probe.sent;
  return {
    from,
    to,
    sent: probe.sent,
    received: probe.received,
    answered,
    rttMs: probe.rttMs,
    expected: both.inside === null ? predict(lab.lab, from, to, flow) : null,
    hops,
    cause: answered ? null : causeOf(hops),
  };
}

const NOTHING_SENT: TracedProbe = {
  sent: 0,
  received: 0,
  rttMs: null,
  output: '',
  passages: new Map(),
  passage: () => null,
};

/** Once it has an answer, ping waits for others no longer than two round trips: on a busy machine that is no loss yet. */
async function sendTwiceIfLossy(lab: StartedLab, train: Train): Promise<TracedProbe> {
  const probe = await sendTraced(lab, train);
  return probe.received === 0 || probe.received === probe.sent ? probe : sendTraced(lab, train);
}

/** The last hop is what stopped the packet. Where each let it pass, it came too late for ping, or only others were lost. */
function causeOf(hops: readonly Hop[]): Hop | null {
  const last = hops.at(-1);
  if (last?.verdict !== 'ok') return last ?? null;
  return unexplained(last, 'every hop let the packet pass, and no answer was counted in time', last.evidence);
}

/** The nodes whose container does not run, each with what the engine says of it. */
async function deadNodes({ docker, name, plan }: StartedLab): Promise<ReadonlyMap<string, string>> {
  const containers = await labContainers(docker, name);
  return new Map(
    plan.nodes.flatMap(({ name: node }) => {
      const container = containers.find(({ Labels }) => Labels[NODE_LABEL] === node);
      if (container?.State === 'running') return [];
      return [[node, container?.Status ?? 'missing'] as const];
    }),
  );
}
