import type { Lab, Vpc } from '../types.ts';

/** A network interface with an Elastic IP address: of an instance, or of a NAT gateway. */
export interface AddressAssociation {
  readonly name: string;
  readonly privateIpAddress: string;
  readonly publicIpAddress: string;
}

/** The Elastic IP addresses of a VPC. */
export function elasticIpAddresses({ instances, natGateways }: Vpc): AddressAssociation[] {
  return [...instances, ...natGateways].flatMap(({ name, privateIpAddress, publicIpAddress }) =>
    publicIpAddress === null ? [] : [{ name, privateIpAddress, publicIpAddress }],
  );
}

/** The VPC that has an Elastic IP address; undefined if none has. */
export function vpcOfPublicAddress({ vpcs }: Lab, address: string): Vpc | undefined {
  return vpcs.find((vpc) =>
    elasticIpAddresses(vpc).some(({ publicIpAddress }) => publicIpAddress === address),
  );
}
