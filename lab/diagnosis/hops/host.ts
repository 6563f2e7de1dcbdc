import { passed, stopped, unexplained } from '../hop.ts';
import type { Hop } from '../hop.ts';
import { addressMissing } from '../host-trouble.ts';
import { dropFinding } from '../packet-filter.ts';
import { incomingRefused } from '../ipsec/incoming.ts';
import { refusalOf } from '../refusal.ts';
import { placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { isAnswered } from '../trace.ts';

const WORD = { forward: 'request', return: 'answer' } as const;

/** What a host does with a packet: it sends it, or receives it. */
export function hopsAtHost(visit: Visit): Hop[] {
  const { scene, leg, node, passage, source } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), dropFinding(scene, node, passage.drop))];
  }
  const place = placeOf(visit, `${WORD[leg]} of ${source.name}`);
  if (passage.fate === 'delivered') {
    const refused = isAnswered(scene.trace) ? null : incomingRefused(visit);
    if (refused !== null) return [stopped(place, refused)];
    return [passed(place, `${node} receives it`, `seen coming in by ${passage.in ?? 'lo'}`)];
  }
  const { evidence } = routeOf(visit);
  if (passage.fate === 'left') return [passed(place, `${node} sends it by ${passage.out ?? ''}`, evidence)];
  const missing = passage.fate === 'stopped' ? addressMissing(scene, node) : null;
  const refused = missing ?? refusalOf(visit);
  return [
    refused === null
      ? unexplained(place, `${node} did not take it, for no reason that was found`, evidence)
      : stopped(place, refused),
  ];
}
