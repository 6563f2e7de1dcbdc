import { given } from '../../given.ts';
import type { Route, RouteTable } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import type { JsonObject } from '../json/json-text.ts';
import { blocks, grouped, text } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Resource } from './resources.ts';

/** Route tables with their routes and associations; the main one of a VPC is there without a resource of its own. */
export function routeTables(reading: Reading): Found<RouteTable>[] {
  const routes = grouped(reading, 'aws_route', 'route_table_id');
  const associations = grouped(reading, 'aws_route_table_association', 'route_table_id');
  const propagations = grouped(reading, 'aws_vpn_gateway_route_propagation', 'route_table_id');
  const main = grouped(reading, 'aws_main_route_table_association', 'route_table_id');
  const replaced = new Set([...main.values()].flat().flatMap((each) => reading.ref(each, 'vpc_id') ?? []));
  const table = (resource: Resource, id: string, vpc: string | undefined, isDefault: boolean) => {
    const isMain = main.has(id) || (isDefault && !replaced.has(vpc ?? ''));
    const written = blocks(resource.values.route).map((block) => routeOf(reading, resource, block, 'route'));
    const propagating = [
      ...reading.refs(resource, 'propagating_vgws'),
      ...(propagations.get(id) ?? []).flatMap((each) => reading.ref(each, 'vpn_gateway_id') ?? []),
    ];
    return reading.found(resource, {
      RouteTableId: id,
      ...given({ VpcId: vpc }),
      Associations: [
        ...(isMain ? [{ Main: true }] : []),
        ...(associations.get(id) ?? []).map((each) =>
          given({ SubnetId: reading.ref(each, 'subnet_id'), GatewayId: reading.ref(each, 'gateway_id') }),
        ),
      ],
      PropagatingVgws: propagating.map((GatewayId) => ({ GatewayId })),
      Routes: [...written, ...(routes.get(id) ?? []).map((each) => routeOf(reading, each, each.values))],
    });
  };
  const ownDefaults = new Set(
    reading.all('aws_default_route_table').map((each) => reading.ref(each, 'default_route_table_id')),
  );
  return [
    ...reading
      .all('aws_route_table')
      .map((each) => table(each, reading.id(each), reading.ref(each, 'vpc_id'), false)),
    ...reading.all('aws_default_route_table').map((each) => {
      const id = reading.ref(each, 'default_route_table_id') ?? reading.id(each);
      return table(each, id, text(each.values.vpc_id) ?? vpcOf(reading, id), true);
    }),
    // The main route table that a VPC comes with, where routes or associations are written for it.
    ...reading.all('aws_vpc').flatMap((vpc) => {
      const id = reading.owned(vpc, 'main_route_table_id');
      const isUsed = [routes, associations, propagations].some((each) => each.has(id));
      if (!isUsed || ownDefaults.has(id)) return [];
      const { name: _, ...found } = table({ ...vpc, values: {} }, id, reading.id(vpc), true);
      return [found];
    }),
  ];
}

const vpcOf = (reading: Reading, table: string): string | undefined => {
  const vpc = reading.all('aws_vpc').find((each) => reading.owned(each, 'main_route_table_id') === table);
  return vpc === undefined ? undefined : reading.id(vpc);
};

/** A route, of a resource of its own or of a block of its table's. */
function routeOf(reading: Reading, resource: Resource, values: JsonObject, blocksIn?: string): Route {
  const ref = (argument: string): string | undefined =>
    blocksIn === undefined
      ? reading.ref(resource, argument)
      : reading.refsInBlock(resource, blocksIn, values, argument)[0];
  return {
    ...given({
      DestinationCidrBlock: text(values.destination_cidr_block) ?? text(values.cidr_block),
      DestinationIpv6CidrBlock: text(values.destination_ipv6_cidr_block) ?? text(values.ipv6_cidr_block),
      DestinationPrefixListId: ref('destination_prefix_list_id'),
      GatewayId: ref('gateway_id') ?? ref('vpc_endpoint_id'),
      NatGatewayId: ref('nat_gateway_id'),
      NetworkInterfaceId: ref('network_interface_id'),
      TransitGatewayId: ref('transit_gateway_id'),
      VpcPeeringConnectionId: ref('vpc_peering_connection_id'),
    }),
    Origin: 'CreateRoute',
  };
}
