import { formatKeyPath } from '../../key-path.ts';
import type { KeyPath } from '../../key-path.ts';
import { linksOf } from '../../graph/links.ts';
import { nearestNameHint } from '../../nearest-name.ts';
import type { Report } from '../../report.ts';
import type { Lab, Link } from '../../types.ts';

/** Whatever the lab's nodes and links follow from. */
const NODES: readonly KeyPath[] = [
  ['vpcs'],
  ['transitGateway'],
  ['transitGateways'],
  ['customerGateways'],
  ['vpnConnections'],
];
const ATTRIBUTES = ['delayMs', 'jitterMs', 'lossPercent', 'rateMbps'] as const;

/** Each entry of `links` says something of a link that there is, and no other entry is about the same. */
export function checkLinks(lab: Lab, report: Report): void {
  const pairs = linksOf(lab).map(({ ends: [one, other] }) => [one.node, other.node] as const);
  const first = new Map<string, KeyPath>();
  lab.links.forEach((link, index) => {
    const path: KeyPath = ['links', index];
    checkAttributes(link, path, report);
    const at = [...path, 'between'];
    if (!isLink(pairs, link.between, at, report)) return;
    const name = link.between.toSorted().join(' and ');
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, at);
      return;
    }
    report(at, {
      what: `is about the link between ${name}, as ${formatKeyPath(other)} is`,
      rule: 'what a link does is said once',
      dependsOn: [other],
    });
  });
}

function checkAttributes(link: Link, path: KeyPath, report: Report): void {
  const below = (key: string): KeyPath => [...path, key];
  if (ATTRIBUTES.every((key) => link[key] === 0)) {
    const hint = `write one or more of ${ATTRIBUTES.join(', ')}`;
    report(path, { what: 'says nothing of the link', hint, dependsOn: ATTRIBUTES.map(below) });
  }
  if (link.jitterMs === 0 || link.delayMs !== 0) return;
  report(below('jitterMs'), {
    what: 'cannot stand without delayMs',
    value: link.jitterMs,
    rule: 'jitter is what the delay varies by',
    dependsOn: [below('delayMs')],
  });
}

/** Reports a pair of nodes that has no link. True if it has one. */
function isLink(
  pairs: readonly (readonly [string, string])[],
  between: readonly [string, string],
  path: KeyPath,
  report: Report,
): boolean {
  const dependsOn = [path, ...NODES];
  const nodes = [...new Set(pairs.flat())];
  const isKnown = between.map((node, end) => {
    if (nodes.includes(node)) return true;
    report([...path, end], {
      what: 'unknown node',
      value: node,
      hint: nearestNameHint(node, nodes),
      dependsOn,
    });
    return false;
  });
  if (isKnown.includes(false)) return false;
  const [one, other] = between;
  const neighbours = pairs.flatMap((pair) => (pair.includes(one) ? pair.filter((node) => node !== one) : []));
  if (neighbours.includes(other)) return true;
  report([...path, 1], {
    what: `has no link with ${one}`,
    value: other,
    rule: 'each entry of links is about the link between two neighbours',
    hint: `${one} has links with ${neighbours.join(', ')}`,
    dependsOn,
  });
  return false;
}
