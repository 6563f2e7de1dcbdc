import { addressAt, networkOf, withoutPrefix } from '../../topology/cidr.ts';
import type { SiteBlocks } from './sites.ts';

/** What of IPv6 is filled in where no file has it: a block, of those for documentation (RFC 3849), with one LAN or subnet. */
export interface FilledInIpv6 {
  readonly cidrBlock: string;
  readonly insideCidrBlock: string;
  readonly hostAddress: string;
}

/** That of a site. */
export function ipv6Site(sites: SiteBlocks, gateway: string): FilledInIpv6 {
  return filledIn(0xff00 + [...sites.keys()].indexOf(gateway), 48);
}

/** That of a VPC, by how many come before it. */
export function ipv6Vpc(number: number): FilledInIpv6 {
  return filledIn(0xfe00 + number, 56);
}

function filledIn(group: number, prefix: number): FilledInIpv6 {
  const cidrBlock = `2001:db8:${group.toString(16)}::/${prefix}`;
  const insideCidrBlock = networkOf(`${withoutPrefix(cidrBlock)}/64`);
  return { cidrBlock, insideCidrBlock, hostAddress: addressAt(insideCidrBlock, 16) };
}
