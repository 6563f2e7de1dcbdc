import type { RawLab } from '../../topology/schema.ts';
import type { NatGateway } from '../ec2/vpc.ts';
import type { Found } from '../found.ts';
import type { AddressesOf } from './instances.ts';
import type { Scope } from './scope.ts';
import type { Subnets } from './subnets.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];
type RawNatGateway = NonNullable<RawVpc['natGateways']>[string];

/** NAT gateways of a VPC by their names, and their ids. */
export function natGatewaysOf(
  scope: Scope,
  vpcId: string,
  natGateways: readonly Found<NatGateway>[],
  {
    subnets,
    addresses,
    isPublic: isPublicVpc,
  }: { readonly subnets: Subnets; readonly addresses: AddressesOf; readonly isPublic: boolean },
): { readonly raw: Record<string, RawNatGateway>; readonly ids: readonly string[] } {
  const kept = natGateways.flatMap(({ item, at }) => {
    const { NatGatewayId: id, SubnetId = '', ConnectivityType, NatGatewayAddresses = [] } = item;
    const subnet = subnets.get(SubnetId);
    const [{ PublicIp, PrivateIp } = {}] = NatGatewayAddresses;
    const isPublic = ConnectivityType !== 'private';
    if (subnet === undefined || (isPublic && !isPublicVpc)) {
      const why =
        subnet === undefined
          ? 'is in a subnet that no file has'
          : 'is public in a VPC without an Internet gateway';
      scope.note(id, `${why}, and left out`, at());
      return [];
    }
    scope.place(['vpcs', scope.nameOf(vpcId), 'natGateways', scope.nameOf(id)], at());
    const raw: RawNatGateway = {
      subnet: subnet.name,
      privateIpAddress: PrivateIp ?? addresses(SubnetId),
      ...(isPublic
        ? { publicIpAddress: PublicIp ?? scope.publicAddress(id, at()) }
        : { connectivityType: 'private' }),
    };
    return [[id, raw] as const];
  });
  return {
    raw: Object.fromEntries(kept.map(([id, raw]) => [scope.nameOf(id), raw])),
    ids: kept.map(([id]) => id),
  };
}
