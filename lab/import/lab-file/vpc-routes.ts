import { isCidrBlock, networkOf } from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Route, RouteTable } from '../ec2/vpc.ts';
import type { Found, Place } from '../found.ts';
import { ipv6Block } from './ipv6.ts';
import { isImported } from './prefix-lists.ts';
import type { Scope } from './scope.ts';
import { MAX_PART_NAME } from './security-groups.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];
type RawTable = NonNullable<RawVpc['routeTables']>[string];
type RawRoute = NonNullable<RawTable['routes']>[number];

/** The name that the lab file has for the target of an id; undefined if it has none. */
export type TargetName = (id: string) => string | undefined;

/** A route table of a VPC as the lab file has it: local and propagated routes follow from the VPC and its gateways. */
export function rawRouteTable(
  scope: Scope,
  { item, at }: Found<RouteTable>,
  targetName: TargetName,
): RawTable {
  const routes = (item.Routes ?? []).flatMap((route, index) =>
    rawRoute(scope, item.RouteTableId, route, at(['Routes', index]), targetName),
  );
  const propagatingVgws = (item.PropagatingVgws ?? []).flatMap(({ GatewayId = '' }) => {
    const gateway = targetName(GatewayId);
    if (gateway === undefined)
      scope.note(
        item.RouteTableId,
        'has propagation by a gateway that no file has, which is left out',
        at(['PropagatingVgws']),
      );
    return gateway ?? [];
  });
  return { ...(routes.length > 0 && { routes }), ...(propagatingVgws.length > 0 && { propagatingVgws }) };
}

function rawRoute(
  scope: Scope,
  table: string,
  route: Route,
  place: Place,
  targetName: TargetName,
): RawRoute[] {
  const { DestinationCidrBlock: block, DestinationPrefixListId: list } = route;
  if (route.GatewayId === 'local' || route.Origin === 'EnableVgwRoutePropagation') return [];
  if (block === undefined && list === undefined) return rawIpv6Route(scope, table, route, place, targetName);
  if (route.GatewayId?.startsWith('vpce-') === true) {
    scope.note(table, 'has routes to VPC endpoints, which the lab does not have: left out', place);
    return [];
  }
  if (block === undefined && !isImported(scope, list ?? '')) {
    scope.note(table, 'has routes to prefix lists whose entries no file has, which are left out', place, {
      hint: `aws ec2 get-managed-prefix-list-entries --prefix-list-id ${list} > ${list}.json`,
    });
    return [];
  }
  const destination =
    block === undefined
      ? { destinationPrefixListId: scope.nameOf(list ?? '', MAX_PART_NAME, 'pl') }
      : { destinationCidrBlock: isCidrBlock(block) ? networkOf(block) : block };
  return [{ ...destination, target: targetOf(scope, table, route, place, targetName) }];
}

/** A route to an IPv6 block: a Transit Gateway or an instance carries it, and else it is a blackhole. */
function rawIpv6Route(
  scope: Scope,
  table: string,
  route: Route,
  place: Place,
  targetName: TargetName,
): RawRoute[] {
  const { DestinationIpv6CidrBlock: block, TransitGatewayId, InstanceId, NetworkInterfaceId, State } = route;
  if (block === undefined || block === '') return [];
  const isCarried = [TransitGatewayId, InstanceId, NetworkInterfaceId].some((each) => each !== undefined);
  if (!isCarried && State !== 'blackhole') {
    scope.note(
      table,
      'has IPv6 routes to what carries no IPv6 in the lab, which are left out: Transit Gateways and instances do',
      place,
    );
    return [];
  }
  const target = targetOf(scope, table, route, place, targetName);
  return [{ destinationIpv6CidrBlock: ipv6Block(block), target }];
}

/** What routes lead to: the member that has its id, and what it is called. */
const TARGETS = [
  ['TransitGatewayId', 'a Transit Gateway'],
  ['GatewayId', 'a gateway'],
  ['NatGatewayId', 'a NAT gateway'],
  ['NetworkInterfaceId', 'a network interface'],
  ['InstanceId', 'an instance'],
] as const satisfies readonly (readonly [keyof Route, string])[];

/** A target that the lab does not have is a blackhole: without the route, packets would take a wider one. */
function targetOf(scope: Scope, table: string, route: Route, place: Place, targetName: TargetName): string {
  if (route.State === 'blackhole') return 'blackhole';
  const found = TARGETS.map(([member]) => targetName(route[member] ?? '')).find((name) => name !== undefined);
  if (found !== undefined) return found;
  const [, noun] = TARGETS.find(([member]) => route[member] !== undefined) ?? [];
  const what =
    route.VpcPeeringConnectionId !== undefined
      ? 'has routes to VPC peering connections, which the lab does not have: they are blackholes'
      : noun === undefined
        ? 'has routes to something that the lab does not have: they are blackholes'
        : `has routes to ${noun} that no file has: they are blackholes`;
  scope.note(table, what, place);
  return 'blackhole';
}
