import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** Blocks of every size around the hosts of the lab. */
export const BLOCKS = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.10.0.0/16',
  '10.20.0.0/16',
  '10.30.0.0/16',
  '10.40.0.0/16',
  '10.10.128.0/20',
  '10.30.128.0/17',
  '10.30.141.20/32',
  '10.10.141.106/32',
  '10.20.139.27/32',
];
/** The same of IPv6. */
export const IPV6_BLOCKS = [
  '::/0',
  '2001:db8::/32',
  '2001:db8:a::/56',
  '2001:db8:b::/56',
  '2001:db8:c::/48',
  '2001:db8:a:80::/64',
  '2001:db8:c:8d::20/128',
  '2001:db8:a:80::6a/128',
  '2001:db8:b:80::1b/128',
];
/** Of those, blocks of sites that a prefix list may lead somewhere: not a host's, which a route would cut off from its own router. */
export const SITE_BLOCKS = ['10.0.0.0/8', '10.30.0.0/16', '10.40.0.0/16', '10.30.128.0/17'];
/** The prefix lists of the lab: one for routes, one for security groups. */
export const PREFIX_LISTS = { sites: 'sites', peers: 'peers' } as const;

/** One of some values. */
export const oneOf = <T>(values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);
/** Something that leaves the way open, more often than not: what is closed everywhere shows little. */
export const mostly = <T>(open: T, otherwise: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(open) }, { weight: 2, arbitrary: otherwise });
/** Some of some values, or none. */
export const subset = <T>(values: readonly T[]): Arbitrary<T[]> => fc.subarray([...values]);

/** Values by their names. */
export const entries = <T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]!]));
