import { z } from 'zod';
import type { TransitGatewayRoute } from '../topology/types.ts';
import type { FaultPlan, PlannedLab } from './fault.ts';
import { objectNamed, routeTo } from './objects.ts';
import { replan } from './replan.ts';

export const TRANSIT_GATEWAY_ROUTE_TABLE = z.string().describe('transit gateway route table, e.g. tgw-rt-a');
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
  const { transitGateway } = planned.definition;
  const table = objectNamed('routeTable', transitGateway.routeTables, routeTable);
  const route = routeTo(table.name, table.routes, destinationCidrBlock);
  const routes = table.routes.flatMap((each) => (each === route ? instead(route) : [each]));
  const routeTables = transitGateway.routeTables.map((each) =>
    each === table ? { ...table, routes } : each,
  );
  return replan(planned, { ...planned.definition, transitGateway: { ...transitGateway, routeTables } });
}
