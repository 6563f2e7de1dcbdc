import { addressMissing } from './host-trouble.ts';
import { passed, stopped, unexplained } from './live-explanation.ts';
import type { Hop } from './live-explanation.ts';
import { routeOf } from './live-node.ts';
import { dropFinding } from './packet-filter.ts';
import { refusalOf } from './refusal.ts';
import { placeOf } from './visit.ts';
import type { Visit } from './visit.ts';

const WORD = { forward: 'request', return: 'answer' } as const;

/** What a host does with a packet: it sends it, or receives it. */
export async function hopsAtHost(visit: Visit): Promise<Hop[]> {
  const { scene, leg, node, passage, source, destination } = visit;
  if (passage.drop !== null) {
    return [stopped(placeOf(visit, 'packet filter'), await dropFinding(scene.lab, node, passage.drop))];
  }
  const place = placeOf(visit, `${WORD[leg]} of ${source.name}`);
  if (passage.fate === 'delivered') {
    return [passed(place, `${node} receives it`, `seen coming in by ${passage.in ?? 'lo'}`)];
  }
  const { evidence } = await routeOf(scene.lab, node, source.address, destination.address, passage.in);
  if (passage.fate === 'left') return [passed(place, `${node} sends it by ${passage.out ?? ''}`, evidence)];
  const missing = passage.fate === 'stopped' ? await addressMissing(scene, node) : null;
  const refused = missing ?? (await refusalOf(visit));
  return [
    refused === null
      ? unexplained(place, `${node} did not take it, for no reason that was found`, evidence)
      : stopped(place, refused),
  ];
}
