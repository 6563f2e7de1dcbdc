import { addressAt, contains, isCidrBlock, isIpAddress } from '../cidr.ts';
import type { CustomerGateway, InsideSubnet, Lab, OnPremisesHost, Router } from '../types.ts';

/**
 * Whether a router itself has the public address that AWS sees, so that no NAT is in front of it: IKE stays on UDP 500,
 * and ESP is bare (AWS S2S VPN user guide, Requirements for your customer gateway device).
 */
export function hasPublicAddress({
  ipAddress,
  router,
}: Pick<CustomerGateway, 'ipAddress' | 'router'>): boolean {
  return router.privateIpAddress === ipAddress;
}

/** Whether a router has one interface only: its hosts are in its own subnet, whose gateway is the Internet gateway. */
export function isOneArmed({ insideSubnets }: Router): boolean {
  return insideSubnets.length === 0;
}

/**
 * A router's address as a host, which is also the source of what it sends itself: where it has a public address, one that
 * AWS has a route to.
 */
export function hostAddress({ ipAddress, router }: CustomerGateway): string {
  const [inside] = insideAddresses(router);
  return hasPublicAddress({ ipAddress, router }) && inside !== undefined ? inside : router.privateIpAddress;
}

/** What a site reaches by way of AWS: every VPC, and every other site. */
export function blocksBeyond(lab: Lab, { name }: CustomerGateway): string[] {
  const others = lab.customerGateways.filter((site) => site.name !== name);
  const blocks = [
    ...lab.vpcs.flatMap(({ cidrBlocks }) => cidrBlocks),
    ...others.map(({ cidrBlock }) => cidrBlock),
  ];
  return [...new Set(blocks)];
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

/** The subnet that a router is in towards the Internet, with the address of its gateway. */
export function outsideSubnet({ router }: CustomerGateway): Pick<InsideSubnet, 'cidrBlock' | 'ipAddress'> {
  return { cidrBlock: router.outsideCidrBlock, ipAddress: addressAt(router.outsideCidrBlock, 1) };
}
