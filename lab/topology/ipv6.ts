import { isIPv6 } from 'node:net';

/**
 * What is said of IPv6, wherever it is written: AWS has it, this lab does not. AWS carries it inside the tunnels of a VPN
 * connection at a Transit Gateway (inside CIDR: a /126 of fd00::/8), never at a virtual private gateway, and one connection
 * carries one of the two (AWS S2S VPN user guide).
 */
export const IPV6_REFUSED = {
  what: 'is IPv6, which this lab does not do',
  rule: 'AWS carries IPv6 inside the tunnels of VPN connections at a Transit Gateway, at a virtual private gateway it does not; a connection carries IPv4 or IPv6 (AWS S2S VPN user guide, IPv4 and IPv6 traffic in AWS Site-to-Site VPN)',
  hint: 'leave it out, or write IPv4',
} as const;

/** Whether a text is an IPv6 address, or a block of them. */
export function isIpv6(text: string): boolean {
  return isIPv6(text.split('/')[0] ?? '');
}

/** Whether a key of the EC2 API is for IPv6, e.g. `ipv6CidrBlock`. */
export function isIpv6Key(key: string): boolean {
  return /ipv6/i.test(key);
}
