import { contains, isCidrBlock, isIpAddress } from '../cidr.ts';
import type { CustomerGateway, InsideSubnet, OnPremisesHost, Router } from '../types.ts';

/**
 * Whether a router itself has the public address that AWS sees, so that no NAT is in front of it: IKE stays on UDP 500,
 * and ESP is bare (AWS S2S VPN user guide, Requirements for your customer gateway device).
 */
export function hasPublicAddress({ ipAddress, router }: CustomerGateway): boolean {
  return router.privateIpAddress === ipAddress;
}

/** A router's addresses towards its hosts. */
export function insideAddresses({ insideSubnets }: Router): string[] {
  return insideSubnets.map(({ ipAddress }) => ipAddress);
}

/** The inside subnet that a host is in; undefined if it is in none of them. */
export function insideSubnetOf(
  { insideSubnets }: Router,
  { privateIpAddress }: OnPremisesHost,
): InsideSubnet | undefined {
  if (!isIpAddress(privateIpAddress)) return undefined;
  return insideSubnets.find(
    ({ cidrBlock }) => isCidrBlock(cidrBlock) && contains(cidrBlock, privateIpAddress),
  );
}
