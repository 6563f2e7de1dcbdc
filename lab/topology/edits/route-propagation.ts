import { UsageError } from '../../errors.ts';
import { vpnGateways } from '../objects/gateways.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed } from './objects.ts';
import { routeTableNamed, withRouteTable } from './route.ts';
import {
  transitGatewayRouteTableNamed,
  withTransitGatewayRouteTable,
} from './transit-gateway-route-table.ts';

/**
 * `DisableTransitGatewayRouteTablePropagation`: what an attachment propagates leaves a route table.
 * @throws {UsageError} if there is no such table, or the attachment does not propagate into it.
 */
export const disableTransitGatewayRouteTablePropagation: Edit<{
  readonly routeTable: string;
  readonly attachment: string;
}> = (lab, { routeTable, attachment }) => {
  const { owner, item } = transitGatewayRouteTableNamed(lab, routeTable);
  const { name } = objectNamed('attachment', owner.attachments, attachment);
  if (!item.propagations.includes(name)) throw notPropagating('attachment', name, item.name);
  const changed = { ...item, propagations: replaced(item.propagations, name) };
  return withTransitGatewayRouteTable(lab, owner, item, changed);
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
  return withRouteTable(lab, owner, item, changed);
};

const notPropagating = (key: string, value: string, table: string): UsageError =>
  new UsageError({ key, what: `does not propagate into ${table} as it is`, value });
