import { lookup } from '../../aws/lookup.ts';
import { propagatedRoutes } from '../../aws/vpn-gateway.ts';
import { because } from '../../causes/catalogue.ts';
import { bound } from '../../topology/graph/find.ts';
import { vpnGateways } from '../../topology/objects/gateways.ts';
import type { Subnet, Vpc } from '../../topology/types.ts';
import { missingBgpRoute } from '../bgp.ts';
import type { Finding } from '../hop.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import { kernelOf } from '../scene.ts';
import type { Visit } from '../scene.ts';

/**
 * Why a subnet's route table lacks a route that a virtual private gateway propagates into it by the lab file: what was seen of
 * the gateway tells whether it has the route itself. Null if none propagates one.
 * @param evidence what the route table has.
 */
export function missingPropagatedRoute(
  visit: Visit,
  vpc: Vpc,
  { name: subnet, routeTable }: Subnet,
  evidence: string,
): Finding | null {
  const { scene, destination } = visit;
  const { address } = destination;
  const table = bound(vpc.routeTables, routeTable);
  const propagated = lookup(propagatedRoutes(scene.lab, vpc, table), address);
  if (propagated === null) return null;
  const gateway = bound(vpnGateways(scene.lab), propagated.target.name);
  const routes = matchingRoutes(kernelOf(scene, gateway.name), 'main', address);
  const seen = `${evidence}; at ${gateway.name}: ${routesText('main', address, routes)}`;
  return routes[0]?.type === 'unicast'
    ? {
        ...because('routePropagationOff', { table: table.name, subnet, address, gateway: gateway.name }),
        evidence: seen,
      }
    : missingBgpRoute(visit, gateway, null, seen);
}
