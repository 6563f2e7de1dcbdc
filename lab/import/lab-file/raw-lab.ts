import type { RawLab } from '../../topology/schema.ts';

type RawVpc = NonNullable<RawLab['vpcs']>[string];

/** The CIDR blocks of a VPC as a lab file has it. */
export function blocksOfVpc({ cidrBlock, secondaryCidrBlocks = [] }: RawVpc): string[] {
  return [cidrBlock, ...secondaryCidrBlocks];
}

/** The CIDR blocks of all VPCs. */
export function blocksOfVpcs({ vpcs = {} }: RawLab): string[] {
  return Object.values(vpcs).flatMap(blocksOfVpc);
}

/** The names of the customer gateways that VPN connections end at. */
export function customerGatewaysOf({ vpnConnections = {} }: RawLab): string[] {
  return [...new Set(Object.values(vpnConnections).map(({ customerGateway }) => customerGateway))];
}

/** The names of the VPCs behind the gateway that a VPN connection ends at. */
export function vpcsBehind(
  { vpnConnections = {}, vpnGateways = {}, transitGateways = {} }: RawLab,
  vpn: string,
): string[] {
  const attached = Object.values(transitGateways).map(({ attachments = {} }) => Object.values(attachments));
  const transit = attached.find((each) => each.some(({ vpnConnection }) => vpnConnection === vpn)) ?? [];
  const gateway = vpnConnections[vpn]?.gateway;
  const vpc = gateway === undefined ? undefined : vpnGateways[gateway]?.vpc;
  return [...(vpc === undefined ? [] : [vpc]), ...transit.flatMap((each) => each.vpc ?? [])];
}
