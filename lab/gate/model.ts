import { flowOver } from '../aws/flow.ts';
import { predict, predictPaths } from '../aws/reachability.ts';
import type { Prediction } from '../aws/reachability.ts';
import { overVersion } from '../topology/graph/ip-versions.ts';
import type { Lab } from '../topology/types.ts';
import type { ExpectedPair } from './expected.ts';
import type { CheckedPair } from './result.ts';

/** What is found of a pair. */
export type Found = Pick<CheckedPair, 'verdict' | 'evidence' | 'cause' | 'cure'>;

/** What the model says of a pair, without a lab. Pure. */
export function askModel(lab: Lab, pair: ExpectedPair): Found {
  const { from, to, flow, via, during } = pair;
  if (during !== null)
    return { verdict: 'skipped', evidence: 'only packets show what a fault does', cause: null, cure: null };
  const seen = overVersion(lab, pair.ipVersion);
  const sent = flowOver(seen, flow);
  const predicted = predict(seen, from, to, sent);
  const found = againstPrediction(pair, predicted, 'the model:');
  if (found.verdict !== 'passed' || via === null) return found;
  const [path = []] = predictPaths(seen, from, to, sent);
  if (path.includes(via)) return found;
  return { ...found, verdict: 'failed', evidence: `the model: it goes by way of ${path.join(', ')}` };
}

/**
 * Holds what is expected against what the lab's configuration does.
 * @param who says so, e.g. `the model:`
 */
export function againstPrediction(pair: ExpectedPair, predicted: Prediction, who: string): Found {
  if (predicted.reachable) {
    const evidence = `${who} answered by way of ${predicted.path.join(', ')}`;
    return { verdict: pair.reachable ? 'passed' : 'failed', evidence, cause: null, cure: null };
  }
  const { reason, droppedAt, text, cure } = predicted;
  const cause = `${reason} at ${droppedAt}: ${text}`;
  return pair.reachable
    ? { verdict: 'failed', evidence: `${who} dropped at ${droppedAt}`, cause, cure }
    : { verdict: 'passed', evidence: `${who} dropped at ${droppedAt}: ${text}`, cause: null, cure: null };
}
