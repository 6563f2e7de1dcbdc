import type { Lab, Route, RouteTable, RouteTarget, Vpc } from '../topology/types.ts';
import { bound } from '../topology/graph/find.ts';
import { firstByPrefix } from './best-paths.ts';
import { lookup } from './lookup.ts';
import { propagatedRoutes } from './vpn-gateway.ts';

/** A route of a subnet's route table, the implicit `local` routes included. */
export interface SubnetRoute {
  readonly destinationCidrBlock: string;
  readonly target: RouteTarget | { readonly kind: 'local' };
}

/**
 * The routes that packets from a subnet are looked up in, `local` first: it wins over a route for the same prefix,
 * while a more specific static route wins over `local`; those propagated come last (AWS VPC user guide, Route priority).
 */
export function subnetRoutes(lab: Lab, vpc: Vpc, subnetName: string): SubnetRoute[] {
  const subnet = vpc.subnets.find(({ name }) => name === subnetName);
  const table = vpc.routeTables.find(({ name }) => name === subnet?.routeTable);
  return [...localRoutes(vpc), ...(table === undefined ? [] : tableRoutes(lab, vpc, table))];
}

/** A route of a table; `isLearned` if BGP brings it, and takes it away. */
export interface TableRoute extends Pick<Route, 'target'> {
  readonly destinationCidrBlock: string;
  readonly isLearned?: true;
}

/**
 * The routes of a table without the `local` one: the static ones, then those to prefix lists, then those propagated; of one
 * block the first counts (AWS VPC user guide, Route priority for prefix lists).
 */
export function tableRoutes(lab: Lab, vpc: Vpc, table: RouteTable): TableRoute[] {
  const fixed = table.routes.flatMap(({ destinationCidrBlock, target }) =>
    destinationCidrBlock === null ? [] : [{ destinationCidrBlock, target }],
  );
  const listed = table.routes.flatMap(({ destinationPrefixListId: list, target }) =>
    list === undefined
      ? []
      : bound(lab.prefixLists, list).entries.map((destinationCidrBlock) => ({
          destinationCidrBlock,
          target,
        })),
  );
  const all: readonly TableRoute[] = [...fixed, ...listed, ...propagatedRoutes(lab, vpc, table)];
  return firstByPrefix(all);
}

/** The routes that every table has: one for each block of the VPC. */
function localRoutes({ cidrBlocks }: Vpc): SubnetRoute[] {
  return cidrBlocks.map((destinationCidrBlock) => ({ destinationCidrBlock, target: { kind: 'local' } }));
}

/** Whether by a table an address of the VPC is reached directly, and not by way of an instance or a NAT gateway. */
export function isLocal(lab: Lab, vpc: Vpc, table: RouteTable, address: string): boolean {
  const route = lookup([...localRoutes(vpc), ...tableRoutes(lab, vpc, table)], address);
  return route?.target.kind === 'local';
}
