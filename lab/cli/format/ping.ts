import type { Prediction } from '../../aws/reachability.ts';
import type { PingResult } from '../../probe/ping.ts';
import type { Colours } from './colours.ts';

/** The result of `s2s ping`; without a prediction where source or destination is no host. */
export interface PingView extends PingResult {
  readonly expected: Prediction | null;
}

/** What ping said, and what the model predicts. */
export function formatPing({ output, received, expected }: PingView, c: Colours): string {
  if (expected === null) return output;
  const asExpected = expected.reachable === received > 0;
  const verdict = asExpected ? c.green('as predicted') : c.red('NOT as predicted');
  return `${output}\n\n${verdict}: ${predicted(expected)}`;
}

function predicted(expected: Prediction): string {
  if (expected.reachable) return `an answer, by way of ${expected.path.join(', ')}`;
  const what = expected.leg === 'forward' ? 'the request is dropped' : 'the answer is dropped';
  return `no answer; ${what} at ${expected.droppedAt}: ${expected.text} (${expected.reason})`;
}
