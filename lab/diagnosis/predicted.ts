import type { Flow } from '../aws/flow.ts';
import { predictWays } from '../aws/reachability.ts';
import type { Lab } from '../topology/types.ts';
import { passed, stopped } from './hop.ts';
import type { Hop } from './hop.ts';
import type { Leg } from './trace.ts';

/** Where hops of the model take what they say from. */
const SOURCE = 'the lab file';

/**
 * The hops of a packet as the model of the lab file has them: one at each node of its way, of the same kind as those that
 * are seen.
 * @throws {UsageError} if there is no such host.
 */
export function predictedHops(lab: Lab, from: string, to: string, flow: Flow): Hop[] {
  return predictWays(lab, from, to, flow).flatMap(({ leg, path, explanation }) =>
    path.map((node, index) => {
      const next = path[index + 1];
      const place = { leg, node, subject: SOURCE };
      if (next !== undefined) return passed(place, `${node} hands it to ${next}`, SOURCE);
      if (explanation === null) return passed(place, `${node} receives it`, SOURCE);
      const { code, text, cure } = explanation;
      return stopped(place, { code, text, cure, evidence: SOURCE });
    }),
  );
}

/** What was seen and what was predicted of a packet at one node. */
export interface Compared {
  readonly leg: Leg;
  readonly node: string;
  /** None if the packet was not seen there. */
  readonly seen: readonly Hop[];
  /** Null if the packet was not to come there. */
  readonly predicted: Hop | null;
}

/**
 * Puts the hops of a leg that were seen beside those that were predicted, node by node: in the order in which they were
 * met, then those that were not.
 */
export function besidePredicted(leg: Leg, seen: readonly Hop[], predicted: readonly Hop[]): Compared[] {
  const own = seen.filter((hop) => hop.leg === leg);
  const expected = predicted.filter((hop) => hop.leg === leg);
  const nodes = new Set([...own, ...expected].map(({ node }) => node));
  return [...nodes].map((node) => ({
    leg,
    node,
    seen: own.filter((hop) => hop.node === node),
    predicted: expected.find((hop) => hop.node === node) ?? null,
  }));
}
