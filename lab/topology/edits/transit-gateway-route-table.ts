import { transitGateways, withGateway } from '../objects/gateways.ts';
import type { Lab, TransitGateway, TransitGatewayRouteTable } from '../types.ts';
import { replaced } from './edit.ts';
import { ownedObjectNamed } from './objects.ts';
import type { Owned } from './objects.ts';

/**
 * The Transit Gateway route table of that name, `<transit gateway>/<name>` if several have it.
 * @throws {UsageError} if there is none.
 */
export function transitGatewayRouteTableNamed(
  lab: Lab,
  name: string,
): Owned<TransitGateway, TransitGatewayRouteTable> {
  return ownedObjectNamed('routeTable', transitGateways(lab), (gateway) => gateway.routeTables, name);
}

/** The lab with a route table of a Transit Gateway as it is changed. */
export function withTransitGatewayRouteTable(
  lab: Lab,
  gateway: TransitGateway,
  table: TransitGatewayRouteTable,
  changed: TransitGatewayRouteTable,
): Lab {
  return withGateway(lab, { ...gateway, routeTables: replaced(gateway.routeTables, table, changed) });
}
