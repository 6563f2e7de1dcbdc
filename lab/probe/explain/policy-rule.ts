import { because } from '../../causes/catalogue.ts';
import { contains } from '../../topology/cidr.ts';
import type { Finding } from './live-explanation.ts';
import { matchingRoutes, printed, routeOf } from './live-node.ts';
import type { KernelRoute } from './live-node.ts';
import type { Visit } from './visit.ts';

/** A routing rule as `ip -j rule show` prints it; only what is looked at. */
interface KernelRule {
  readonly priority: number;
  readonly src: string;
  readonly srclen?: number;
  readonly dst?: string;
  readonly dstlen?: number;
  readonly iif?: string;
  readonly table?: string;
}

/** Tables that every node has. */
const STANDARD: readonly (string | undefined)[] = ['local', 'main', 'default', undefined];

/**
 * A routing rule of the router that takes a packet away from the route that the main table has for it.
 * @param isRight whether a route of the main table would have been the right one.
 */
export async function divertedByRule(
  { scene, node, passage, source, destination }: Visit,
  isRight: (route: KernelRoute) => boolean,
): Promise<Finding | null> {
  const main = await matchingRoutes(scene.lab, node, 'main', destination.address);
  const [better] = main.routes;
  if (better === undefined || !isRight(better)) return null;
  const rule = rulesOf(await printed(scene.lab, node, 'ip -j rule show')).find((each) =>
    selects(each, source.address, destination.address, passage.in),
  );
  if (rule === undefined) return null;
  const [taken, inTable] = await Promise.all([
    routeOf(scene.lab, node, source.address, destination.address, passage.in),
    matchingRoutes(scene.lab, node, rule.table ?? '', destination.address),
  ]);
  const [route] = inTable.routes;
  if (route === undefined) return null;
  // The kernel names the table where it has a route to show: what else a rule asks for, as a mark, is not known here.
  const asked = /\btable (\S+)/.exec(taken.evidence)?.[1];
  if (asked !== rule.table && taken.dev !== null) return null;
  return {
    ...because('divertedByRule', {
      priority: rule.priority,
      node,
      rule: ruleText(rule),
      lead: passage.out ?? route.type ?? 'nothing',
      interface: better.dev ?? '',
      table: rule.table ?? '',
      address: destination.address,
    }),
    evidence: `${taken.evidence}; ${inTable.evidence}; ${main.evidence}`,
    repair: { node, command: `ip rule del pref ${rule.priority}` },
  };
}

/** The rules for tables of one's own, in the order in which the kernel takes them. */
function rulesOf(json: string): KernelRule[] {
  const all = json.startsWith('[') ? (JSON.parse(json) as KernelRule[]) : [];
  const main = all.find(({ table }) => table === 'main')?.priority ?? Number.POSITIVE_INFINITY;
  return all
    .filter(({ table, priority }) => !STANDARD.includes(table) && priority < main)
    .sort((a, b) => a.priority - b.priority);
}

function selects(
  { src, srclen = 32, dst, dstlen = 32, iif }: KernelRule,
  source: string,
  destination: string,
  incoming: string | null,
): boolean {
  const matches = (address: string | undefined, length: number, of: string): boolean =>
    address === undefined || address === 'all' || contains(`${address}/${length}`, of);
  return (
    matches(src, srclen, source) &&
    matches(dst, dstlen, destination) &&
    (iif === undefined || iif === (incoming ?? 'lo'))
  );
}

function ruleText({ src, srclen = 32, dst, dstlen = 32, iif, table = '' }: KernelRule): string {
  return [
    `from ${src === 'all' ? src : `${src}/${srclen}`}`,
    ...(dst === undefined ? [] : [`to ${dst}/${dstlen}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    `lookup ${table}`,
  ].join(' ');
}
