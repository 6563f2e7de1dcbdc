import { flowOver, flowTo, isToPort } from '../aws/flow.ts';
import { diagnose, isContradicted } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { unseenTunnel } from '../diagnosis/own-router/unseen-tunnel.ts';
import { parties } from '../diagnosis/parties.ts';
import type { ExplainOptions, Recording } from '../diagnosis/recording.ts';
import { isAnswered } from '../diagnosis/trace.ts';
import type { Trace } from '../diagnosis/trace.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { ikeMessages } from './observe/ike-messages.ts';
import { observe } from './observe/observe.ts';
import { sendTraced } from './observe/send-traced.ts';
import { echoTrain, portTrain } from './observe/train.ts';
import type { Train } from './observe/train.ts';
import { keepRecording } from './recordings.ts';

/** A diagnosis, and what it was made from. */
export interface Explained {
  readonly diagnosis: Diagnosis;
  readonly recording: Recording;
}

/**
 * Sends packets from one host to another, follows them through every node and back, reads the state of all nodes, and
 * finds out from both what stops the packets. A tunnel's name stands for the inside address of its AWS end.
 * @throws {UsageError} if there is no such host.
 * @throws {EngineError} if the fabric does not run.
 */
export async function explain(
  running: StartedLab,
  from: string,
  to: string,
  options: ExplainOptions = {},
): Promise<Diagnosis> {
  return (await explainRecorded(running, from, to, options)).diagnosis;
}

/** Explains, and returns what was seen as well, so that it can be explained again later without the lab. */
export async function explainRecorded(
  running: StartedLab,
  from: string,
  to: string,
  options: ExplainOptions = {},
): Promise<Explained> {
  const isOverIpv6 = options.ipv6 === true || running.definition.ipVersion === 'ipv6';
  const [over, asked] = isOverIpv6
    ? [running.overIpv6(), { ...options, ipv6: true as const }]
    : [running, options];
  const first = await lookOnce(over, from, to, asked);
  const last = isContradicted(first.diagnosis) ? await lookOnce(over, from, to, asked) : first;
  keepRecording(running, last.recording);
  return last;
}

async function lookOnce(
  running: StartedLab,
  from: string,
  to: string,
  options: ExplainOptions,
): Promise<Explained> {
  const isUnseen = unseenTunnel(running.definition, from, to) !== undefined;
  const trace = isUnseen ? null : await send(running, from, to, options);
  const observation = await observe(running);
  const recording: Recording = { from, to, options, observation, trace, ikeMessages: {} };
  const first = diagnose(running.definition, recording);
  if (first.wanted.length === 0) return { diagnosis: first.diagnosis, recording };
  const complete = { ...recording, ikeMessages: await ikeMessages(running, first.wanted) };
  return { diagnosis: diagnose(running.definition, complete).diagnosis, recording: complete };
}

function send(
  running: StartedLab,
  from: string,
  to: string,
  { sizeBytes, ...port }: ExplainOptions,
): Promise<Trace> {
  const both = parties(running.definition, from, to);
  const flow = flowOver(running.definition, flowTo(port));
  const train = isToPort(flow) ? portTrain(running, both, flow) : echoTrain(running, both, sizeBytes);
  return sendAgainIfLossy(running, train);
}

/** Trains that are sent while some of their requests are answered, and not all. */
const TRIES = 3;

/** Once it has an answer, ping waits for others no longer than two round trips: on a busy machine that is no loss yet. */
async function sendAgainIfLossy(running: StartedLab, train: Train): Promise<Trace> {
  let trace = await sendTraced(running, train);
  for (let tries = 1; tries < TRIES && trace.received > 0 && !isAnswered(trace); tries++)
    trace = await sendTraced(running, train);
  return trace;
}
