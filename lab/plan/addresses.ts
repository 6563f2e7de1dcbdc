import type { Lab } from '../topology/types.ts';

/**
 * Addresses that exist only between the lab's own nodes, out of the shared address space (RFC 6598), so that they
 * can collide neither with a VPC nor with a public address. Every link of a kind has the same pair: the interface
 * tells them apart.
 */
export const INTERNET_ADDRESS = '100.64.0.1';
/** The Transit Gateway's end of each attachment, of IPv4. */
export const TRANSIT_GATEWAY_ADDRESS = '100.64.1.1';
/** The other end of each attachment: a VPC's router, or a tunnel endpoint. */
export const ATTACHMENT_ADDRESS = '100.64.1.2';

/** What a gateway says to its endpoints where its routes of IPv6 lead, which these look up nowhere: all that they have leads to it. */
export const IPV6_NEXT_HOP_UNUSED = 'fd00::1';

/** Addresses of a link between a gateway and what it attaches: those above, or of IPv6 link-local ones. */
export function linkAddresses({ ipVersion }: Pick<Lab, 'ipVersion'>): {
  readonly gateway: string;
  readonly attachment: string;
} {
  return ipVersion === 'ipv6'
    ? { gateway: 'fe80::1', attachment: 'fe80::2' }
    : { gateway: TRANSIT_GATEWAY_ADDRESS, attachment: ATTACHMENT_ADDRESS };
}
