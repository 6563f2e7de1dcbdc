import { z } from 'zod';
import { transitGateways, withGateway } from '../topology/gateways.ts';
import type { TransitGatewayRoute } from '../topology/types.ts';
import type { FaultPlan, PlannedLab } from './fault.ts';
import { ownedObjectNamed, routeTo } from './objects.ts';
import { replan } from './replan.ts';

export const TRANSIT_GATEWAY_ROUTE_TABLE = z
  .string()
  .describe('transit gateway route table, e.g. tgw-rt-a; <transit gateway>/<name> if several have it');
export const DESTINATION = z.string().describe('destination of the route, e.g. 10.30.0.0/16');

/**
 * What makes a static route of a Transit Gateway route table another one, or none.
 * @throws {UsageError} if there is no such table, or no such static route in it.
 */
export function withStaticRoute(
  planned: PlannedLab,
  routeTable: string,
  destinationCidrBlock: string,
  instead: (route: TransitGatewayRoute) => readonly TransitGatewayRoute[],
): Pick<FaultPlan, 'apply' | 'undo'> {
  const { owner, item: table } = ownedObjectNamed(
    'routeTable',
    transitGateways(planned.definition),
    (gateway) => gateway.routeTables,
    routeTable,
  );
  const route = routeTo(table.name, table.routes, destinationCidrBlock);
  const routes = table.routes.flatMap((each) => (each === route ? instead(route) : [each]));
  const routeTables = owner.routeTables.map((each) => (each === table ? { ...table, routes } : each));
  return replan(planned, withGateway(planned.definition, { ...owner, routeTables }));
}
