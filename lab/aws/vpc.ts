import type { RouteTarget, Vpc } from '../topology/types.ts';

/** A route of a subnet's route table, the implicit `local` route included. */
export interface SubnetRoute {
  readonly destinationCidrBlock: string;
  readonly target: RouteTarget | { readonly kind: 'local' };
}

/**
 * The routes that packets from a subnet are looked up in, `local` first: it wins over a route for the same prefix,
 * while a more specific static route wins over `local` (AWS VPC user guide, Route priority).
 */
export function subnetRoutes(vpc: Vpc, subnetName: string): SubnetRoute[] {
  const subnet = vpc.subnets.find(({ name }) => name === subnetName);
  const table = vpc.routeTables.find(({ name }) => name === subnet?.routeTable);
  return [{ destinationCidrBlock: vpc.cidrBlock, target: { kind: 'local' } }, ...(table?.routes ?? [])];
}
