import { effectiveRoutes } from '../aws/transit-gateway.ts';
import type { EffectiveRoute } from '../aws/transit-gateway.ts';
import { transitGateways } from '../topology/objects/gateways.ts';
import type { Lab } from '../topology/types.ts';

/** A Transit Gateway route table as it is configured. */
export interface RouteTableView {
  readonly transitGateway: string;
  readonly name: string;
  readonly associations: readonly string[];
  readonly routes: readonly EffectiveRoute[];
}

/** The Transit Gateways' route tables as they are configured, in the order of the lab file. */
export function routeTableViews(lab: Lab): RouteTableView[] {
  return transitGateways(lab).flatMap((gateway) =>
    gateway.routeTables.map(({ name, associations }) => ({
      transitGateway: gateway.name,
      name,
      associations,
      routes: effectiveRoutes(lab, gateway, name),
    })),
  );
}
