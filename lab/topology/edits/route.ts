import type { Lab, RouteTable, Vpc } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { ownedObjectNamed, routeTo } from './objects.ts';
import type { Owned } from './objects.ts';

/** A route of a VPC's route table, by the table's name (`<vpc>/<name>` if several have it) and its destination. */
export interface RouteRequest {
  readonly routeTable: string;
  readonly destinationCidrBlock: string;
}

/**
 * The VPC route table of that name.
 * @throws {UsageError} if there is none.
 */
export function routeTableNamed({ vpcs }: Lab, name: string): Owned<Vpc, RouteTable> {
  return ownedObjectNamed('routeTable', vpcs, (vpc) => vpc.routeTables, name);
}

/** `DeleteRoute`: what the subnets' instances send to the block is dropped. */
export const deleteRoute: Edit<RouteRequest> = (lab, { routeTable, destinationCidrBlock }) => {
  const { owner, item } = routeTableNamed(lab, routeTable);
  const route = routeTo(item.name, item.routes, destinationCidrBlock);
  return withRouteTable(lab, owner, item, { ...item, routes: replaced(item.routes, route) });
};

/** The lab with a route table of a VPC as it is changed. */
export function withRouteTable(lab: Lab, vpc: Vpc, table: RouteTable, changed: RouteTable): Lab {
  const routeTables = replaced(vpc.routeTables, table, changed);
  return { ...lab, vpcs: replaced(lab.vpcs, vpc, { ...vpc, routeTables }) };
}
