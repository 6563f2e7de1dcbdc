import type { Lab, TransitGateway, TransitGatewayRoute, TransitGatewayRouteTable } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { routeTo } from './objects.ts';
import type { Owned } from './objects.ts';
import {
  transitGatewayRouteTableNamed,
  withTransitGatewayRouteTable,
} from './transit-gateway-route-table.ts';

/** A static route, by its table's name (`<transit gateway>/<name>` if several have it) and its destination. */
export interface TransitGatewayRouteRequest {
  readonly routeTable: string;
  readonly destinationCidrBlock: string;
}

/**
 * The static route of a Transit Gateway route table.
 * @throws {UsageError} if there is no such table, or no such static route in it.
 */
export function transitGatewayRoute(
  lab: Lab,
  { routeTable, destinationCidrBlock }: TransitGatewayRouteRequest,
): Owned<TransitGateway, TransitGatewayRouteTable> & { readonly route: TransitGatewayRoute } {
  const found = transitGatewayRouteTableNamed(lab, routeTable);
  const { name, routes } = found.item;
  return { ...found, route: routeTo(name, routes, destinationCidrBlock) };
}

/**
 * `DeleteTransitGatewayRoute`. A propagated route for the same block, which it hid, takes its place (AWS Transit Gateway
 * guide, Route evaluation order).
 */
export const deleteTransitGatewayRoute: Edit<TransitGatewayRouteRequest> = (lab, request) =>
  withRoute(lab, request, () => []);

/** `ReplaceTransitGatewayRoute`: the route leads to another attachment, or with null nowhere, as a blackhole route. */
export const replaceTransitGatewayRoute: Edit<
  TransitGatewayRouteRequest & { readonly attachment: string | null }
> = (lab, { attachment, ...request }) => withRoute(lab, request, (route) => [{ ...route, attachment }]);

function withRoute(
  lab: Lab,
  request: TransitGatewayRouteRequest,
  instead: (route: TransitGatewayRoute) => readonly TransitGatewayRoute[],
): Lab {
  const { owner, item, route } = transitGatewayRoute(lab, request);
  const routes = replaced(item.routes, route, ...instead(route));
  return withTransitGatewayRouteTable(lab, owner, item, { ...item, routes });
}
