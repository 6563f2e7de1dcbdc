import { because } from '../causes/catalogue.ts';
import type { Finding } from './hop.ts';
import { matchingRoutes, routesText } from './kernel/routes.ts';
import { kernelOf, routeOf } from './scene.ts';
import type { Visit } from './scene.ts';

/** Tables that every node has. */
const STANDARD: readonly string[] = ['local', 'main', 'default'];

/** Where charon puts routes (strongswan.conf: charon.routing_table), before the main table. */
const CHARONS_TABLE = '220';

/**
 * A routing rule of the router that takes a packet away from the route that the main table has for it.
 * @param isRight whether an interface would have been the right one.
 */
export function divertedByRule(visit: Visit, isRight: (dev: string | undefined) => boolean): Finding | null {
  const { scene, node, passage, destination } = visit;
  const { address } = destination;
  const kernel = kernelOf(scene, node);
  const main = matchingRoutes(kernel, 'main', address);
  const better = main[0]?.nextHops[0]?.dev;
  const taken = routeOf(visit);
  const { rule } = taken;
  if (better === undefined || !isRight(better) || rule === null) return null;
  if (rule.table !== null && STANDARD.includes(rule.table)) return null;
  if (rule.table === CHARONS_TABLE) {
    return {
      ...because('installedRoutesHide', {
        router: node,
        table: CHARONS_TABLE,
        interface: better,
        lead: passage.out ?? taken.dev ?? 'nothing',
      }),
      evidence: `${taken.evidence}; ${routesText('main', address, main)}`,
      repair: { node, command: `ip route flush table ${CHARONS_TABLE}` },
    };
  }
  return {
    ...because('divertedByRule', {
      priority: rule.priority,
      node,
      rule: rule.text,
      lead: passage.out ?? taken.dev ?? 'nothing',
      interface: better,
      table: rule.table ?? '',
      address,
    }),
    evidence: `${taken.evidence}; ${routesText('main', address, main)}`,
    repair: { node, command: `ip rule del pref ${rule.priority}` },
  };
}
