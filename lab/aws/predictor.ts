import type { Lab } from '../topology/types.ts';
import { echoOver } from './flow.ts';
import type { Flow } from './flow.ts';
import { hostNamed } from './hosts.ts';
import type { Host } from './hosts.ts';
import { hostClasses } from './host-classes.ts';
import { predict } from './reachability.ts';
import type { Prediction } from './reachability.ts';

/** A pair of hosts with its prediction. */
interface Known {
  readonly from: Host;
  readonly to: Host;
  readonly predicted: Prediction;
}

/**
 * Predicts pairs of hosts of a lab as {@link predict} does, for who asks for many: of two classes of hosts
 * ({@link hostClasses}) one pair is predicted, and what is found holds for the others. Where a cause names a host or its address,
 * it is found for each receiver, or for each pair.
 */
export function predictor(lab: Lab, flow: Flow = echoOver(lab)): (from: string, to: string) => Prediction {
  const classes = hostClasses(lab);
  const ofClasses = new Map<number | undefined, Map<number | string | undefined, Known>>();
  return (from, to) => {
    if (from === to) return predict(lab, from, to, flow);
    const sender = classes.get(from);
    const known = ofClasses.get(sender) ?? new Map<number | string | undefined, Known>();
    ofClasses.set(sender, known);
    const receivers = [classes.get(to), to];
    for (const receiver of receivers) {
      const like = known.get(receiver);
      const predicted = like === undefined ? null : likewise(like, from, to);
      if (predicted !== null) return predicted;
    }
    const predicted = predict(lab, from, to, flow);
    const pair = { from: hostNamed(lab, from), to: hostNamed(lab, to), predicted };
    for (const receiver of receivers) if (!known.has(receiver)) known.set(receiver, pair);
    return predicted;
  };
}

/** What is predicted of a pair is so of another of the same classes; null where its words name a host that is not of both. */
function likewise({ from, to, predicted }: Known, ownFrom: string, ownTo: string): Prediction | null {
  const others = [...(from.name === ownFrom ? [] : [from]), ...(to.name === ownTo ? [] : [to])];
  const path = predicted.path.map((node) => (node === from.name ? ownFrom : node === to.name ? ownTo : node));
  if (predicted.reachable) return { reachable: true, path };
  const words = `${predicted.text} ${predicted.cure}`;
  const isNamed = ({ name, address }: Host): boolean => words.includes(name) || words.includes(address);
  return others.some(isNamed) ? null : { ...predicted, path, droppedAt: path.at(-1) ?? '' };
}
