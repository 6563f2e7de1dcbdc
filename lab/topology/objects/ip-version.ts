/** A version of the Internet Protocol. */
export type IpVersion = 'ipv4' | 'ipv6';
