import type { Route, RouteTable, Vpc } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { ownedObjectNamed, routeTo } from './objects.ts';
import type { Owned } from './objects.ts';
import type { Lab } from '../types.ts';

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
  const toBlocks = item.routes.flatMap((each) =>
    each.destinationCidrBlock === null
      ? []
      : [{ destinationCidrBlock: each.destinationCidrBlock, route: each }],
  );
  const { route } = routeTo(item.name, toBlocks, destinationCidrBlock);
  return withRoutes(lab, owner, item, replaced(item.routes, route));
};

function withRoutes(lab: Lab, vpc: Vpc, table: RouteTable, routes: readonly Route[]): Lab {
  const routeTables = replaced(vpc.routeTables, table, { ...table, routes });
  return { ...lab, vpcs: replaced(lab.vpcs, vpc, { ...vpc, routeTables }) };
}
