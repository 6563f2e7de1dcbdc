import { hosts } from '../aws/hosts.ts';
import { internetGatewayName } from '../topology/names.ts';
import type { Lab } from '../topology/types.ts';

/** The addresses that each node is known by; a VPC's router has its CIDR block. Nodes without one are left out. */
export function nodeAddresses(lab: Lab): ReadonlyMap<string, readonly string[]> {
  return new Map<string, readonly string[]>([
    ...hosts(lab).map(({ name, address }) => [name, [address]] as const),
    ...lab.vpcs.map(({ name, cidrBlock }) => [name, [cidrBlock]] as const),
    ...lab.vpnConnections.flatMap(({ tunnels }) =>
      tunnels.map(({ name, outsideIpAddress }) => [name, [outsideIpAddress]] as const),
    ),
    ...lab.customerGateways.flatMap(({ name, ipAddress, router }) => [
      [internetGatewayName(name), [ipAddress]] as const,
      [router.name, [router.privateIpAddress, router.insideIpAddress]] as const,
    ]),
  ]);
}
