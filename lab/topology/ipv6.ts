/**
 * What is said of IPv6 where this lab has IPv4 only. AWS carries it inside the tunnels of a VPN connection at a Transit
 * Gateway, never at a virtual private gateway, and one connection carries one of the two (AWS S2S VPN user guide).
 */
export const IPV6_REFUSED = {
  what: 'is IPv6, which this lab does not do here',
  rule: 'the lab has IPv6 in VPCs and their routes, security groups and network ACLs, at a Transit Gateway, inside the tunnels of VPN connections with tunnelInsideIpVersion: ipv6, and at sites; NAT gateways, Elastic IP addresses, the Internet, Direct Connect, prefix lists and virtual private gateways are IPv4',
  hint: 'write IPv4; where the lab has IPv6, its keys are ipv6CidrBlock, ipv6Address, destinationIpv6CidrBlock, cidrIpv6, insideIpv6CidrBlock and tunnelInsideIpv6Cidr',
} as const;

/** Where AWS says what of IPv6 goes through a VPN connection. */
export const IPV6_GUIDE = 'AWS S2S VPN user guide, IPv4 and IPv6 traffic in AWS Site-to-Site VPN';

/** Whether a key of the EC2 API is for IPv6, e.g. `ipv6CidrBlock`. */
export function isIpv6Key(key: string): boolean {
  return /ipv6/i.test(key);
}
