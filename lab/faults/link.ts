import { objectNamed } from '../topology/edits/objects.ts';
import { byName } from '../topology/graph/find.ts';
import { portsOf } from '../topology/graph/links.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import { nodesOf } from '../topology/graph/nodes.ts';
import type { Lab } from '../topology/types.ts';

/**
 * The two ends of the link between two nodes, that of `node` first.
 * @throws {UsageError} if there is no such node, or no link between the two; the nearest names are offered.
 */
export function linkBetween(lab: Lab, node: string, neighbour: string): readonly [LinkEnd, LinkEnd] {
  objectNamed('node', nodesOf(lab), node);
  const ports = portsOf(lab, node).map((port) => ({ name: port.neighbour.node, port }));
  const what = `${node} has no link to a node of that name`;
  const { port } = byName(ports, neighbour, { key: 'neighbour', what });
  return [{ node, interface: port.interface }, port.neighbour];
}
