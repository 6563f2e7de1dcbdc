import type { Prediction } from '../aws/reachability.ts';
import type { Cause } from './cause.ts';

/** What a node's ledger says of a probe; null if it could not be read. */
type Seen = { readonly in: number; readonly out: number } | null;

/** What became of one probe: ICMP echo requests from one host to another. */
export interface Observation {
  readonly answered: boolean;
  readonly source: Seen;
  readonly destination: Seen;
  /** The node where the model says they are dropped; null if it says none, too. */
  readonly atDrop: Seen;
  /** In the same window the source reached someone. */
  readonly sourceWorks: boolean;
  /** In the same window the destination was reached by someone. */
  readonly destinationWorks: boolean;
  /** Whether the nodes run at all. */
  readonly sourceRuns: boolean;
  readonly destinationRuns: boolean;
}

/** `inconclusive`: nothing speaks against the expectation, but a control failed, so nothing is shown either. */
export type Verdict = 'passed' | 'failed' | 'inconclusive';

/** The verdict on several: any failure counts before what is inconclusive, and that before what passed or was skipped. */
export function worstVerdict(all: readonly { readonly verdict: Verdict | 'skipped' }[]): Verdict {
  const has = (verdict: Verdict): boolean => all.some((each) => each.verdict === verdict);
  return has('failed') ? 'failed' : has('inconclusive') ? 'inconclusive' : 'passed';
}

/** The verdict of one check, with what was seen. */
export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence: what was seen, and which control failed if one did. */
  readonly evidence: string;
  /** Why it did not pass, where `explain` found something. */
  readonly cause?: Cause;
}

/**
 * Holds what was seen against what the model predicts. "Never" counts only with its controls: a dead host, a probe
 * that never left, or a drop at another place than predicted is inconclusive.
 */
export function judge(from: string, to: string, expected: Prediction, seen: Observation): Judgement {
  const dead = [...(seen.sourceRuns ? [] : [from]), ...(seen.destinationRuns ? [] : [to])];
  if (dead.length > 0) {
    return (expected.reachable ? failed : inconclusive)(
      dead.map((node) => `${node} does not run`).join(', '),
    );
  }
  if (expected.reachable) {
    return seen.answered
      ? passed(`${to} answered`)
      : failed(
          `no answer: ${seen.source?.out ?? 'nobody knows how many'} probes left ${from}, ${seen.destination?.in ?? 'nobody knows how many'} came to ${to}`,
        );
  }
  if (seen.answered) return failed(`${to} answered, but: ${expected.text}`);
  if (!seen.sourceWorks) return inconclusive(`${from} reached nothing else either`);
  if (!seen.destinationWorks) return inconclusive(`nothing else reached ${to} either`);
  return expected.leg === 'return' ? judgeReturn(to, seen) : judgeForward(from, to, expected, seen);
}

/** What became of probes that are to be lost at one node. */
export interface LossObservation {
  readonly sent: number;
  readonly answered: boolean;
  /** The nodes that saw them, from the source on. */
  readonly seenAt: readonly string[];
  /** The nodes on the way whose ledger could not be read. */
  readonly unreadable: readonly string[];
  /** Each host reaches its own gateway in the same window. */
  readonly sourceWorks: boolean;
  readonly destinationWorks: boolean;
}

/**
 * Holds against what was seen that probes are lost, and that `lostAt` is the last node to see them; the destination
 * itself means that only the answers are lost. Loss at another place is inconclusive.
 */
export function judgeIsolation(from: string, to: string, lostAt: string, seen: LossObservation): Judgement {
  if (seen.answered) return failed(`${to} answered`);
  if (!seen.sourceWorks) return inconclusive(`${from} does not reach its own gateway`);
  if (!seen.destinationWorks) return inconclusive(`${to} does not reach its own gateway`);
  const [unread] = seen.unreadable;
  if (unread !== undefined) return unreadable(unread);
  const last = seen.seenAt.at(-1) ?? from;
  if (last === lostAt && (seen.seenAt.length > 0 || lostAt === from)) {
    return passed(`${seen.sent} probes, last seen at ${last}`);
  }
  if (seen.seenAt.length === 0) return inconclusive(`no probe left ${from}`);
  if (last === to) return failed(`the probes came to ${to}, though it gave no answer`);
  return inconclusive(`the probes were to be lost at ${lostAt}, but were last seen at ${last}`);
}

function judgeReturn(to: string, { destination }: Observation): Judgement {
  if (destination === null) return unreadable(to);
  return destination.in > 0
    ? passed(`${destination.in} probes came to ${to}, no answer came back`)
    : inconclusive(`the probes were to reach ${to} and only the answers be lost, but none came to ${to}`);
}

function judgeForward(
  from: string,
  to: string,
  { droppedAt, tunnelPeer, reason, path }: Prediction & { reachable: false },
  { source, destination, atDrop }: Observation,
): Judgement {
  if (destination === null) return unreadable(to);
  if (destination.in > 0) return failed(`${destination.in} probes came to ${to}, though it gave no answer`);
  if (source === null) return unreadable(from);
  if (droppedAt === from && tunnelPeer === undefined) {
    return source.out === 0
      ? passed(`${from} itself sent nothing out`)
      : inconclusive(`${from} was to drop the probes itself, but ${source.out} left it`);
  }
  if (source.out === 0) return inconclusive(`no probe left ${from}`);
  if (atDrop === null) return unreadable(droppedAt);
  const { in: came, out: went } = atDrop;
  if (came === 0) return inconclusive(`no probe came to ${droppedAt}, where the model drops them`);
  if (reason === 'CYCLIC_PATH_DETECTED') {
    // A router takes nothing that has its own address as source (Linux, a martian source).
    const comesBack = path.lastIndexOf(from) > 0;
    if (comesBack && came === source.out)
      return passed(`${came} probes came to ${droppedAt}, and ${from} drops its own that come back`);
    return came > source.out
      ? passed(`${source.out} probes came to ${droppedAt} ${came} times: they go round`)
      : inconclusive(`${source.out} probes were to go round, and came to ${droppedAt} ${came} times`);
  }
  // A node that the probes come to again has let them go on as often as they came before.
  const visits = path.filter((node) => node === droppedAt).length;
  if (went * visits > came * (visits - 1))
    return inconclusive(`${went} of ${came} probes went on from ${droppedAt}, where the model drops them`);
  const again = visits === 1 ? '' : ' when they came back';
  return passed(`${came} probes came to ${droppedAt}, none went on${again}`);
}

/** Nobody knows what a node has seen whose ledger cannot be read. */
function unreadable(node: string): Judgement {
  return inconclusive(`the ledger of ${node} cannot be read`);
}

const passed = (evidence: string): Judgement => ({ verdict: 'passed', evidence });
const failed = (evidence: string): Judgement => ({ verdict: 'failed', evidence });
const inconclusive = (evidence: string): Judgement => ({ verdict: 'inconclusive', evidence });
