import { given } from '../../given.ts';
import { ipv6Blocks } from './ipv6.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { RouteTable, Subnet } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import type { Scope } from './scope.ts';
import { MAX_PART_NAME } from './security-groups.ts';
import { rawRouteTable } from './vpc-routes.ts';
import type { TargetName } from './vpc-routes.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];

/** The subnets of a VPC that the lab file has, by their ids. */
export type Subnets = ReadonlyMap<
  string,
  {
    readonly name: string;
    readonly cidrBlock: string;
    readonly ipv6CidrBlock?: string;
    readonly zone?: string;
  }
>;

/** Zones whose names the lab takes; of others, as of a Local Zone, it has no notion. */
const ZONE = /^[a-z]{2}(?:-[a-z]+)+-[1-9][a-z]$/;

/** Names the subnets of a VPC; one without an IPv4 block is left out. */
export function subnetsOf(
  scope: Scope,
  vpcId: string,
  subnets: readonly Found<Subnet>[],
  vpcBlock: string | undefined,
): Subnets {
  const entries = subnets.flatMap(({ item, at }) => {
    const { SubnetId: id, CidrBlock: cidrBlock, AvailabilityZone: zone } = item;
    if (cidrBlock === undefined) {
      scope.note(id, 'has no IPv4 CidrBlock, and is left out', at());
      return [];
    }
    const name = scope.nameOf(id, MAX_PART_NAME, vpcId);
    scope.place(['vpcs', scope.nameOf(vpcId), 'subnets', name], at());
    const isKnown = zone !== undefined && ZONE.test(zone);
    if (zone !== undefined && !isKnown)
      scope.note(
        id,
        'is in a zone of another kind than availability zones, which is left out',
        at(['AvailabilityZone']),
      );
    const [ipv6CidrBlock] = ipv6Blocks(item);
    return [
      [
        id,
        {
          name,
          cidrBlock,
          ...(vpcBlock !== undefined && given({ ipv6CidrBlock })),
          ...(isKnown && { zone: zoneOfLab(scope, id, zone, at) }),
        },
      ] as const,
    ];
  });
  return new Map(entries);
}

/** A lab is in one region: zones of another are those of the same letters in it. */
function zoneOfLab(scope: Scope, id: string, zone: string, at: Found<Subnet>['at']): string {
  const region = zone.slice(0, -1);
  scope.region ??= region;
  if (region === scope.region) return zone;
  const what = `is in ${region}: the lab is in one region, ${scope.region}, and has the zones of it`;
  scope.note(id, what, at(['AvailabilityZone']));
  return `${scope.region}${zone.slice(-1)}`;
}

/** Subnets, each with its route table, and the route tables of a VPC. */
export function withRouteTables(
  scope: Scope,
  vpcId: string,
  tables: readonly Found<RouteTable>[],
  subnets: Subnets,
  targetName: TargetName,
): Pick<RawVpc, 'mainRouteTable' | 'subnets' | 'routeTables'> {
  const isMain = ({ item }: Found<RouteTable>): boolean =>
    (item.Associations ?? []).some(({ Main = false }) => Main);
  const nameOf = (table: Found<RouteTable>): string =>
    scope.nameOf(table.item.RouteTableId, MAX_PART_NAME, vpcId, isMain(table) ? 'main' : undefined);
  const ofSubnet = new Map<string, string>();
  for (const table of tables) {
    for (const { SubnetId, GatewayId } of table.item.Associations ?? []) {
      if (SubnetId !== undefined) ofSubnet.set(SubnetId, nameOf(table));
      if (GatewayId !== undefined)
        scope.note(
          table.item.RouteTableId,
          'is a gateway route table: the lab has none of its association',
          table.at(['Associations']),
        );
    }
  }
  const main = tables.find(isMain);
  const rawSubnets = [...subnets].map(([id, { name, cidrBlock, ipv6CidrBlock, zone }]) => {
    const routeTable = ofSubnet.get(id);
    return [
      name,
      {
        cidrBlock,
        ...given({ ipv6CidrBlock }),
        ...(zone !== undefined && { availabilityZone: zone }),
        ...(routeTable !== undefined && { routeTable }),
      },
    ] as const;
  });
  const raw = tables.map((table) => {
    const path = ['vpcs', scope.nameOf(vpcId), 'routeTables', nameOf(table)];
    scope.place(path, table.at());
    return [nameOf(table), rawRouteTable(scope, table, targetName)] as const;
  });
  return {
    ...(main !== undefined && { mainRouteTable: nameOf(main) }),
    subnets: Object.fromEntries(rawSubnets),
    routeTables: Object.fromEntries(raw),
  };
}
