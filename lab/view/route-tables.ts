import { effectiveRoutes } from '../aws/transit-gateway.ts';
import type { EffectiveRoute } from '../aws/transit-gateway.ts';
import type { Lab } from '../topology/types.ts';

/** A Transit Gateway route table as it is configured. */
export interface RouteTableView {
  readonly name: string;
  readonly associations: readonly string[];
  readonly routes: readonly EffectiveRoute[];
}

/** The Transit Gateway's route tables as they are configured, in the order of the lab file. */
export function routeTableViews(lab: Lab): RouteTableView[] {
  return lab.transitGateway.routeTables.map(({ name, associations }) => ({
    name,
    associations,
    routes: effectiveRoutes(lab, name),
  }));
}
