import { UsageError } from '../errors.ts';
import type { LinkEnd, Plan } from '../plan/types.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { objectNamed } from '../topology/edits/objects.ts';

/**
 * The two ends of the link between two nodes, that of `node` first.
 * @throws {UsageError} if there is no such node, or no link between the two; the nearest names are offered.
 */
export function linkBetween(plan: Plan, node: string, neighbour: string): readonly [LinkEnd, LinkEnd] {
  objectNamed('node', plan.nodes, node);
  const links = plan.links.flatMap(({ ends: [one, other] }): [LinkEnd, LinkEnd][] => {
    if (one.node === node) return [[one, other]];
    return other.node === node ? [[other, one]] : [];
  });
  const link = links.find(([, other]) => other.node === neighbour);
  if (link !== undefined) return link;
  throw new UsageError({
    key: 'neighbour',
    what: `${node} has no link to a node of that name`,
    value: neighbour,
    hint: nearestNameHint(
      neighbour,
      links.map(([, other]) => other.node),
    ),
  });
}
