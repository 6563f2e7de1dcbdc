import type { Found } from '../found.ts';
import { hostsIn } from './hosts.ts';
import type { Host } from './hosts.ts';
import { groupedBy } from './scope.ts';
import type { Scope } from './scope.ts';

/** The objects that are parts of VPCs, by the id of the VPC. */
export type PartsByVpc = ReturnType<typeof partsByVpc>;

/** Sorts what VPCs consist of by VPC, once for all of them. */
export function partsByVpc(scope: Scope) {
  const { Subnets, RouteTables, NetworkAcls, SecurityGroups, NatGateways } = scope.objects;
  const hosts = hostsIn(scope);
  const byVpc = <Item extends { readonly VpcId?: string }>(found: readonly Found<Item>[]) =>
    groupedBy(found, ({ item }) => item.VpcId);
  const vpcOfSubnet = new Map(Subnets.map(({ item }) => [item.SubnetId, item.VpcId]));
  return {
    subnets: byVpc(Subnets),
    routeTables: byVpc(RouteTables),
    acls: byVpc(NetworkAcls),
    groups: byVpc(SecurityGroups),
    natGateways: groupedBy(NatGateways, ({ item }) => item.VpcId ?? vpcOfSubnet.get(item.SubnetId ?? '')),
    hosts: groupedBy(hosts, ({ subnetId }) => vpcOfSubnet.get(subnetId)),
    hostsBySubnet: groupedBy(hosts, ({ subnetId }) => subnetId),
    hostByInterface: interfacesOf(scope, hosts),
  };
}

/** Hosts by the ids of their interfaces and instances: a route may lead to either. */
function interfacesOf({ objects }: Scope, hosts: readonly Host[]): ReadonlyMap<string, Host> {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  const interfaces = objects.NetworkInterfaces.map(
    ({ item }) => [item.NetworkInterfaceId, item.Attachment?.InstanceId] as const,
  );
  const ofInstances = objects.Instances.flatMap(({ item }) =>
    (item.NetworkInterfaces ?? []).map(
      ({ NetworkInterfaceId = '' }) => [NetworkInterfaceId, item.InstanceId] as const,
    ),
  );
  for (const [id, instance = ''] of [...interfaces, ...ofInstances]) {
    const host = byId.get(instance);
    if (host !== undefined && !byId.has(id)) byId.set(id, host);
  }
  return byId;
}
