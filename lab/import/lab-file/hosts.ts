import { given } from '../../given.ts';
import { shortIpv6Address } from '../../topology/cidr.ts';
import type { Instance, NetworkInterface } from '../ec2/vpc.ts';
import type { Found, Place } from '../found.ts';
import type { Scope } from './scope.ts';

/** Who has an address in a subnet: an instance, or a network interface of something else. */
export interface Host {
  readonly id: string;
  readonly subnetId: string;
  readonly address: string | undefined;
  readonly ipv6Address?: string;
  readonly publicAddress: string | undefined;
  readonly groupIds: readonly string[];
  readonly sourceDestCheck: boolean;
  readonly place: Place;
}

/** Interfaces that AWS's own services have, which are not asked: the lab has the gateways themselves, or nothing for them. */
const OF_AWS: ReadonlySet<string> = new Set([
  'nat_gateway',
  'natGateway',
  'transit_gateway',
  'vpc_endpoint',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'network_load_balancer_endpoint',
]);

/** The instances that run, and the network interfaces that no instance has. */
export function hostsIn(scope: Scope): Host[] {
  const { Instances, NetworkInterfaces } = scope.objects;
  const instances = Instances.flatMap((found) => instanceHost(scope, found));
  const known = new Set(Instances.map(({ item }) => item.InstanceId));
  const addresses = new Set(instances.map(({ subnetId, address }) => `${subnetId} ${address}`));
  const interfaces = NetworkInterfaces.flatMap((found) => {
    const [host] = interfaceHost(scope, found);
    if (host === undefined || addresses.has(`${host.subnetId} ${host.address}`)) return [];
    if (!known.has(found.item.Attachment?.InstanceId ?? '')) return [host];
    if (instances.some(({ id }) => id === found.item.Attachment?.InstanceId))
      scope.note(
        host.id,
        'is a further interface of an instance, and left out: instances of the lab have one',
        host.place,
      );
    return [];
  });
  return [...instances, ...interfaces];
}

function instanceHost(scope: Scope, { item, at }: Found<Instance>): Host[] {
  const { InstanceId: id, SubnetId: subnetId, SourceDestCheck = true } = item;
  if (item.State?.Name === 'stopped' || item.State?.Name === 'stopping') {
    scope.note(id, 'is stopped, and left out', at(['State']));
    return [];
  }
  if (subnetId === undefined) {
    scope.note(id, 'is in no subnet, and left out', at());
    return [];
  }
  const groupIds = (item.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  return [
    {
      id,
      subnetId,
      address: item.PrivateIpAddress,
      ...given({ ipv6Address: ipv6AddressOf(item) }),
      publicAddress: item.PublicIpAddress,
      groupIds,
      sourceDestCheck: SourceDestCheck,
      place: at(),
    },
  ];
}

/** The first that it has. */
function ipv6AddressOf({ Ipv6Address, NetworkInterfaces = [] }: Instance): string | undefined {
  const ofInterfaces = NetworkInterfaces.flatMap(({ Ipv6Addresses = [] }) =>
    Ipv6Addresses.flatMap((each) => each.Ipv6Address ?? []),
  );
  const [address] = [Ipv6Address ?? [], ofInterfaces].flat().filter((each) => each !== '');
  return address === undefined ? undefined : (shortIpv6Address(address) ?? address);
}

function interfaceHost(scope: Scope, { item, at }: Found<NetworkInterface>): Host[] {
  const { NetworkInterfaceId: id, SubnetId: subnetId, InterfaceType = 'interface' } = item;
  if (OF_AWS.has(InterfaceType) || subnetId === undefined) return [];
  const groupIds = (item.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  return [
    {
      id,
      subnetId,
      address: item.PrivateIpAddress,
      publicAddress: item.Association?.PublicIp,
      groupIds,
      sourceDestCheck: item.SourceDestCheck ?? true,
      place: at(),
    },
  ];
}

/** Name of the security group of hosts that no file gives one. */
export const OPEN_GROUP = 'open';
