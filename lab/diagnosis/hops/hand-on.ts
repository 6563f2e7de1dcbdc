import { passed, stopped, unexplained } from '../hop.ts';
import type { Finding, Hop } from '../hop.ts';
import { dropFinding } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';

/**
 * What a node does with a packet that it can only hand on: AWS's end of a tunnel, or of a virtual interface.
 * @param what the node is, e.g. `tunnel endpoint`.
 * @param noWayOn what is found where it hands nothing on and no refusal of its own says why.
 */
export function handOn(visit: Visit, what: string, noWayOn: (visit: Visit) => Finding | null): Hop[] {
  const { scene, node, passage } = visit;
  const place = placeOf(visit, what);
  if (passage.drop !== null) return [stopped(place, dropFinding(scene, node, passage.drop))];
  const { evidence } = routeOf(visit);
  if (passage.fate !== 'stopped') return [passed(place, `${node} hands it on`, evidence)];
  const finding = refusalOf(visit) ?? noWayOn(visit);
  return [
    finding === null
      ? unexplained(place, `${node} did not hand it on, for no reason that was found`, evidence)
      : stopped(place, finding),
  ];
}
