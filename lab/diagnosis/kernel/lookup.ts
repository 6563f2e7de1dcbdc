import { isIpv6 } from '../../topology/cidr.ts';
import type { KernelState } from '../observation.ts';
import { matchingRoutes, routesText } from './routes.ts';
import type { KernelRoute, NextHop } from './routes.ts';
import { selectingRules } from './rules.ts';
import type { KernelRule, RoutedPacket } from './rules.ts';

/** Where a node's kernel sends a packet, reckoned from its rules and tables as `ip route get` answers. */
export interface RouteAnswer {
  /** Destination of the route, e.g. `10.30.0.0/16` or `default`; null if no route leads anywhere. */
  readonly to: string | null;
  /** Interface that it leaves by; null as well. */
  readonly dev: string | null;
  /** The next hop's address; null where the destination is a neighbour. */
  readonly via: string | null;
  readonly metric: number;
  /** The packet is for the node itself. */
  readonly isLocal: boolean;
  readonly rule: KernelRule | null;
  /** The rule and the route, in the words of `ip`. */
  readonly evidence: string;
}

/** Rules up to this one are the kernel's own: that for addresses of the node. */
const LOCAL_RULE = 0;
const USUAL: readonly (string | null)[] = ['local', 'main', 'default'];

/** Looks a packet up, by one rule after the other, until one has a route for it. */
export function lookUp(kernel: KernelState, packet: RoutedPacket): RouteAnswer {
  const { destination } = packet;
  for (const rule of selectingRules(kernel, packet)) {
    if (rule.table === null) return { ...NOWHERE, rule, evidence: `ip rule ${rule.priority}: ${rule.text}` };
    const route = matchingRoutes(kernel, rule.table, destination).find((each) => isUsable(kernel, each));
    if (route === undefined || route.type === 'throw') continue;
    const [hop] = usableHops(kernel, route);
    const answer = { rule, evidence: evidenceOf(rule, destination, route) };
    if (hop === undefined || !['unicast', 'local'].includes(route.type)) return { ...NOWHERE, ...answer };
    const { to, metric, type } = route;
    return { to, metric, dev: hop.dev, via: hop.via, isLocal: type === 'local', ...answer };
  }
  return { ...NOWHERE, rule: null, evidence: routesText('main', destination, []) };
}

const NOWHERE = { to: null, dev: null, via: null, metric: 0, isLocal: false } as const;

function evidenceOf(rule: KernelRule, destination: string, route: KernelRoute): string {
  const routes = routesText(rule.table ?? '', destination, [route]);
  const isUsual =
    USUAL.includes(rule.table) && (rule.priority === LOCAL_RULE || rule.text.startsWith('from all lookup'));
  return isUsual ? routes : `ip rule ${rule.priority}: ${rule.text}; ${routes}`;
}

/** A route whose next hops are all gone is passed over; one that leads nowhere by its type is not. */
function isUsable(kernel: KernelState, route: KernelRoute): boolean {
  return route.nextHops.length === 0 || usableHops(kernel, route).length > 0;
}

function usableHops(
  { sysctls, ipv6sysctls = [] }: KernelState,
  { nextHops, to }: KernelRoute,
): readonly NextHop[] {
  return nextHops.filter(
    ({ dev, flags }) =>
      !flags.includes('dead') &&
      !(
        flags.includes('linkdown') &&
        (isIpv6(to) ? ipv6sysctls : sysctls).includes(`conf/${dev}/ignore_routes_with_linkdown:1`)
      ),
  );
}
