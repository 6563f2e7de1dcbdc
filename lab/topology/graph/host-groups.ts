import { contains, isAnyCidrBlock } from '../cidr.ts';
import type { Lab } from '../types.ts';
import { nodesOf } from './nodes.ts';
import type { LabNode } from './nodes.ts';

/** Whoever sends and answers pings. */
function isHost({ role }: LabNode): boolean {
  return ['instance', 'internet-host', 'onprem-router', 'onprem-host'].includes(role);
}

/**
 * The hosts of a group, by name, in the order of the lab file: a host itself, the instances of a VPC or of a subnet (`private`,
 * or `vpc-a/private` where several VPCs have one), the hosts behind a customer gateway (its router, where it has none), or
 * whoever has an address in a CIDR block. None if there is no such group.
 */
export function hostsIn(lab: Lab, group: string): string[] {
  const all = nodesOf(lab).filter(isHost);
  const named = (isMember: (host: LabNode) => boolean): string[] =>
    all.filter(isMember).map(({ name }) => name);
  if (isAnyCidrBlock(group)) return named(({ addresses: [address = ''] }) => contains(group, address));
  if (all.some(({ name }) => name === group)) return [group];
  const site = lab.customerGateways.find(({ name }) => name === group);
  if (site !== undefined)
    return site.hosts.length === 0 ? [site.router.name] : site.hosts.map(({ name }) => name);
  return named(
    (host) =>
      host.role === 'instance' &&
      [host.vpc.name, host.instance.subnet, `${host.vpc.name}/${host.instance.subnet}`].includes(group),
  );
}

/** What {@link hostsIn} knows by name. */
export function groupNames(lab: Lab): string[] {
  return [
    ...nodesOf(lab)
      .filter(isHost)
      .map(({ name }) => name),
    ...lab.vpcs.flatMap(({ name, subnets }) => [
      name,
      ...subnets.flatMap((subnet) => [subnet.name, `${name}/${subnet.name}`]),
    ]),
    ...lab.customerGateways.map(({ name }) => name),
  ];
}
