import { UsageError } from '../../errors.ts';
import { transitGateways, vpnGateways, withGateway } from '../objects/gateways.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed, ownedObjectNamed } from './objects.ts';
import { routeTableNamed } from './route.ts';

/**
 * `DisableTransitGatewayRouteTablePropagation`: what an attachment propagates leaves a route table.
 * @throws {UsageError} if there is no such table, or the attachment does not propagate into it.
 */
export const disableTransitGatewayRouteTablePropagation: Edit<{
  readonly routeTable: string;
  readonly attachment: string;
}> = (lab, { routeTable, attachment }) => {
  const { owner, item } = ownedObjectNamed(
    'routeTable',
    transitGateways(lab),
    (gateway) => gateway.routeTables,
    routeTable,
  );
  const { name } = objectNamed('attachment', owner.attachments, attachment);
  if (!item.propagations.includes(name)) throw notPropagating('attachment', name, item.name);
  const changed = { ...item, propagations: replaced(item.propagations, name) };
  return withGateway(lab, { ...owner, routeTables: replaced(owner.routeTables, item, changed) });
};

/**
 * `DisableVgwRoutePropagation`: the routes of a virtual private gateway leave a VPC route table.
 * @throws {UsageError} if there is no such table, or the gateway does not propagate into it.
 */
export const disableVgwRoutePropagation: Edit<{
  readonly routeTable: string;
  readonly vpnGateway: string;
}> = (lab, { routeTable, vpnGateway }) => {
  const { owner, item } = routeTableNamed(lab, routeTable);
  const { name } = objectNamed('vpnGateway', vpnGateways(lab), vpnGateway);
  if (!item.propagatingVgws.includes(name)) throw notPropagating('vpnGateway', name, item.name);
  const changed = { ...item, propagatingVgws: replaced(item.propagatingVgws, name) };
  const routeTables = replaced(owner.routeTables, item, changed);
  return { ...lab, vpcs: replaced(lab.vpcs, owner, { ...owner, routeTables }) };
};

const notPropagating = (key: string, value: string, table: string): UsageError =>
  new UsageError({ key, what: `does not propagate into ${table} as it is`, value });
