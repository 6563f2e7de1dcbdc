import type { Prediction } from '../aws/reachability.ts';

/** What became of one probe: ICMP echo requests from one host to another. */
export interface Observation {
  readonly answered: boolean;
  /** Requests that left the source. */
  readonly left: number;
  /** Requests that came to the destination. */
  readonly arrived: number;
  /** Requests that came in and went out at the node where the model says they are dropped; null if it says none. */
  readonly atDrop: { readonly in: number; readonly out: number } | null;
  /** In the same window the source reached someone. */
  readonly sourceWorks: boolean;
  /** In the same window the destination was reached by someone. */
  readonly destinationWorks: boolean;
}

/** `inconclusive`: nothing speaks against the expectation, but a control failed, so nothing is shown either. */
export type Verdict = 'passed' | 'failed' | 'inconclusive';

export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence: what was seen, and which control failed if one did. */
  readonly evidence: string;
}

/**
 * Holds what was seen against what the model predicts. "Never" counts only with its controls: a dead host, a probe
 * that never left, or a drop at another place than predicted is inconclusive.
 */
export function judge(from: string, to: string, expected: Prediction, seen: Observation): Judgement {
  if (expected.reachable) {
    return seen.answered
      ? passed(`${to} answered`)
      : failed(`no answer: ${seen.left} probes left ${from}, ${seen.arrived} came to ${to}`);
  }
  if (seen.answered) return failed(`${to} answered, but: ${expected.text}`);
  if (!seen.sourceWorks) return inconclusive(`${from} reached nothing else either`);
  if (!seen.destinationWorks) return inconclusive(`nothing else reached ${to} either`);
  return expected.leg === 'return' ? judgeReturn(to, seen) : judgeForward(from, to, expected.droppedAt, seen);
}

function judgeReturn(to: string, seen: Observation): Judgement {
  return seen.arrived > 0
    ? passed(`${seen.arrived} probes came to ${to}, no answer came back`)
    : inconclusive(`the probes were to reach ${to} and only the answers be lost, but none came to ${to}`);
}

function judgeForward(from: string, to: string, droppedAt: string, seen: Observation): Judgement {
  if (seen.arrived > 0) return failed(`${seen.arrived} probes came to ${to}, though it gave no answer`);
  if (droppedAt === from) {
    return seen.left === 0
      ? passed(`${from} itself sent nothing out`)
      : inconclusive(`${from} was to drop the probes itself, but ${seen.left} left it`);
  }
  if (seen.left === 0) return inconclusive(`no probe left ${from}`);
  const { in: came, out: went } = seen.atDrop ?? { in: 0, out: 0 };
  if (came === 0) return inconclusive(`no probe came to ${droppedAt}, where the model drops them`);
  if (went > 0)
    return inconclusive(`${went} of ${came} probes went on from ${droppedAt}, where the model drops them`);
  return passed(`${came} probes came to ${droppedAt}, none went on`);
}

const passed = (evidence: string): Judgement => ({ verdict: 'passed', evidence });
const failed = (evidence: string): Judgement => ({ verdict: 'failed', evidence });
const inconclusive = (evidence: string): Judgement => ({ verdict: 'inconclusive', evidence });
