import { addressAt, contains, prefixLength } from '../../topology/cidr.ts';
import { given } from '../../given.ts';
import type { RawLab } from '../../topology/schema.ts';
import { OPEN_GROUP } from './hosts.ts';
import type { Host } from './hosts.ts';
import type { PartsByVpc } from './parts-by-vpc.ts';
import type { Scope } from './scope.ts';
import { MAX_PART_NAME } from './security-groups.ts';
import type { Subnets } from './subnets.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];
type RawInstance = NonNullable<RawVpc['instances']>[string];

/** A free address of the subnet of an id, taken from then on. */
export type AddressesOf = (subnetId: string) => string;

/** Up to how many hosts a lab has one in every subnet. */
const MANY_HOSTS = 100;

/**
 * The subnets without an instance that get a host, so that they can be asked: all of them, or in a large network one of those
 * of a VPC that packets cannot tell apart, by route table, network ACL and availability zone.
 */
export function subnetsToAsk(scope: Scope, all: PartsByVpc, vpcIds: readonly string[]): ReadonlySet<string> {
  const subnets = vpcIds.flatMap((id) => all.subnets.get(id) ?? []);
  const { length: hosts } = [...all.hosts.values()].flat();
  const empty = subnets.filter(({ item }) => !all.hostsBySubnet.has(item.SubnetId));
  if (hosts + empty.length <= MANY_HOSTS) return new Set(empty.map(({ item }) => item.SubnetId));
  const table = associatedWith(
    scope.objects.RouteTables.map(({ item }) => [item.RouteTableId, item.Associations]),
  );
  const acl = associatedWith(
    scope.objects.NetworkAcls.map(({ item }) => [item.NetworkAclId, item.Associations]),
  );
  const kindOf = ({ item: { SubnetId: id, VpcId, AvailabilityZone } }: (typeof subnets)[number]): string =>
    [VpcId, table.get(id), acl.get(id), AvailabilityZone].join(' ');
  const asked = new Set(subnets.filter(({ item }) => all.hostsBySubnet.has(item.SubnetId)).map(kindOf));
  const first = empty.filter((subnet) => {
    const kind = kindOf(subnet);
    return !asked.has(kind) && asked.add(kind);
  });
  return new Set(first.map(({ item }) => item.SubnetId));
}

function associatedWith(
  all: readonly (readonly [string, readonly { readonly SubnetId?: string }[] | undefined])[],
): ReadonlyMap<string, string> {
  return new Map(
    all.flatMap(([id, associations = []]) =>
      associations.map(({ SubnetId = '' }) => [SubnetId, id] as const),
    ),
  );
}

/** Gives out addresses of subnets from the highest down that nobody has and AWS does not keep. */
export function freeAddresses(subnets: Subnets, taken: Set<string>): AddressesOf {
  return (id) => {
    const { cidrBlock } = subnets.get(id)!;
    const size = 2 ** (32 - prefixLength(cidrBlock));
    for (let back = 2; back <= size - 4; back += 1) {
      const address = addressAt(cidrBlock, -back);
      if (taken.has(address)) continue;
      taken.add(address);
      return address;
    }
    return addressAt(cidrBlock, 4);
  };
}

/** The hosts of a VPC as instances of the lab file, and one in each subnet that is to be asked. */
export function instancesOf(
  scope: Scope,
  vpcId: string,
  {
    subnets,
    hosts,
    toAsk,
    addresses,
    isPublic,
  }: {
    readonly subnets: Subnets;
    readonly hosts: readonly Host[];
    readonly toAsk: ReadonlySet<string>;
    readonly addresses: AddressesOf;
    readonly isPublic: boolean;
  },
): Record<string, RawInstance> {
  const vpc = scope.nameOf(vpcId);
  const real = hosts.map((host) => {
    const name = scope.nameOf(host.id);
    scope.place(['vpcs', vpc, 'instances', name], host.place);
    return [
      name,
      rawInstance(scope, vpcId, host, subnets.get(host.subnetId)!, { addresses, isPublic }),
    ] as const;
  });
  const asked = [...subnets].filter(([id]) => toAsk.has(id));
  const madeUp = asked.map(([id, { name: subnet }]) => {
    const called = subnets.size === 1 || asked.length === 1 ? `${vpc}-host` : `${subnet}-host`;
    const name = scope.nameOf(`host of ${id}`, undefined, undefined, called);
    const instance = { subnet, privateIpAddress: addresses(id), securityGroups: [OPEN_GROUP] };
    scope.madeUpHosts.push(name);
    return [name, instance] as const;
  });
  return Object.fromEntries([...real, ...madeUp]);
}

function rawInstance(
  scope: Scope,
  vpcId: string,
  host: Host,
  subnet: { readonly name: string; readonly cidrBlock: string; readonly ipv6CidrBlock?: string },
  { addresses, isPublic }: { readonly addresses: AddressesOf; readonly isPublic: boolean },
): RawInstance {
  const groups = host.groupIds.filter((id) => scope.group(id)?.item.VpcId === vpcId);
  if (groups.length === 0 || groups.length < host.groupIds.length)
    scope.note(
      host.id,
      'has security groups that no file describes: without any other, everything is let in and out',
      host.place,
      {
        hint: 'aws ec2 describe-security-groups > security-groups.json',
      },
    );
  const isThere = host.address !== undefined && contains(subnet.cidrBlock, host.address);
  return {
    subnet: subnet.name,
    privateIpAddress: isThere ? host.address : addresses(host.subnetId),
    ...(subnet.ipv6CidrBlock !== undefined && given({ ipv6Address: host.ipv6Address })),
    ...(isPublic && host.publicAddress !== undefined && { publicIpAddress: host.publicAddress }),
    securityGroups:
      groups.length === 0 ? [OPEN_GROUP] : groups.map((id) => scope.nameOf(id, MAX_PART_NAME, vpcId)),
    ...(!host.sourceDestCheck && { sourceDestCheck: false }),
  };
}
