import { addressAt, contains, isAnyCidrBlock, isIpAddress, isIpv6, isIpv6Address } from '../cidr.ts';
import { lanSwitchName } from '../names.ts';
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
 * AWS has a route to. Its outside address is of IPv4.
 */
export function hostAddress({ ipAddress, router }: CustomerGateway): string {
  const [inside] = insideAddresses(router);
  if (inside === undefined) return router.privateIpAddress;
  return hasPublicAddress({ ipAddress, router }) || isIpv6(inside) ? inside : router.privateIpAddress;
}

/** The customer gateways of a site, one for each of its routers, in the order of the lab file: that which it is named after first. */
export function gatewaysOfSite(
  { customerGateways }: Pick<Lab, 'customerGateways'>,
  { site }: Pick<CustomerGateway, 'site'>,
): CustomerGateway[] {
  const all = customerGateways.filter((each) => each.site === site);
  return [...all.filter(({ name }) => name === site), ...all.filter(({ name }) => name !== site)];
}

/** The other customer gateways of a site. */
export function peersOf(lab: Lab, gateway: CustomerGateway): CustomerGateway[] {
  return gatewaysOfSite(lab, gateway).filter(({ name }) => name !== gateway.name);
}

/** A LAN of a site with several routers: a switch, which has a port for each of them and for each host. */
export interface LanSwitch {
  /** Also the node's name. */
  readonly name: string;
  readonly cidrBlock: string;
  readonly routers: readonly (InsideSubnet & Pick<Router, 'name'>)[];
  readonly hosts: readonly OnPremisesHost[];
}

/** The switches of a site, one for each of its inside subnets; none where a router alone is the switch itself. */
export function lanSwitches(lab: Pick<Lab, 'customerGateways'>, gateway: CustomerGateway): LanSwitch[] {
  const gateways = gatewaysOfSite(lab, gateway);
  if (gateways.length < 2) return [];
  return gateway.router.insideSubnets.map(({ cidrBlock }, index) => ({
    name: lanSwitchName(gateway.site, index),
    cidrBlock,
    routers: gateways.flatMap(({ router: { name, insideSubnets } }) =>
      insideSubnets.slice(index, index + 1).map((subnet) => ({ name, ...subnet })),
    ),
    hosts: gateway.hosts.filter((host) => insideSubnetOf(gateway.router, host)?.cidrBlock === cidrBlock),
  }));
}

/** Of a site's routers that which its hosts have as default gateway while all of them run. */
export function gatewayOfHosts(
  lab: Pick<Lab, 'customerGateways'>,
  gateway: CustomerGateway,
): CustomerGateway {
  const [first = gateway, ...others] = gatewaysOfSite(lab, gateway);
  const isShared = first.router.insideSubnets.some(({ virtualIpAddress }) => virtualIpAddress !== null);
  return others.reduce(
    (best, each) => (isShared && each.router.vrrpPriority > best.router.vrrpPriority ? each : best),
    first,
  );
}

/** Whether a customer gateway is the one that its site is named after, which stands for the site itself. */
export function isNamesake({ name, site }: Pick<CustomerGateway, 'name' | 'site'>): boolean {
  return name === site;
}

/** What a site reaches by way of AWS: every VPC, and every other site. */
export function blocksBeyond(lab: Lab, { site }: CustomerGateway): string[] {
  const others = lab.customerGateways.filter((each) => each.site !== site);
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
  if (!isIpAddress(privateIpAddress) && !isIpv6Address(privateIpAddress)) return undefined;
  return insideSubnets.find(
    ({ cidrBlock }) => isAnyCidrBlock(cidrBlock) && contains(cidrBlock, privateIpAddress),
  );
}

/** The subnet that a router is in towards the Internet, with the address of its gateway. */
export function outsideSubnet({ router }: CustomerGateway): Pick<InsideSubnet, 'cidrBlock' | 'ipAddress'> {
  return { cidrBlock: router.outsideCidrBlock, ipAddress: addressAt(router.outsideCidrBlock, 1) };
}
