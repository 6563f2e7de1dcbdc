import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ip2long, long2ip, Netmask } from 'netmask';

/* Arithmetic of addresses and blocks, of IPv4 and of IPv6: neither holds, nor overlaps with, anything of the other. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/** Regular expression source of a dotted-quad IPv4 address, no leading zeros. */
export const IP_ADDRESS_PATTERN = `^${OCTET}(?:\\.${OCTET}){3}$`;
/** Regular expression source of an IPv4 CIDR block; says nothing of host bits. */
export const CIDR_BLOCK_PATTERN = `^${OCTET}(?:\\.${OCTET}){3}/(?:3[0-2]|[12]?\\d)$`;

const ipAddressRegExp = new RegExp(IP_ADDRESS_PATTERN);
const cidrBlockRegExp = new RegExp(CIDR_BLOCK_PATTERN);

/** True for an IPv4 address: four decimal octets without leading zeros, and nothing else. */
export function isIpAddress(text: string): boolean {
  return ipAddressRegExp.test(text);
}

/** True for `address/prefixLength` of IPv4; host bits may be set (see {@link hostBitsSet}). */
export function isCidrBlock(text: string): boolean {
  return cidrBlockRegExp.test(text);
}

/** True for an IPv6 address as nodes print it: short, in lower case, with `::` (RFC 5952); no zone. */
export function isIpv6Address(text: string): boolean {
  return shortIpv6Address(text) === text;
}

/** True for `address/prefixLength` of IPv6, the address as {@link isIpv6Address} has it; host bits may be set. */
export function isIpv6CidrBlock(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  return (
    rest.length === 0 &&
    isIpv6Address(address) &&
    /^(?:0|[1-9]\d{0,2})$/.test(prefix) &&
    Number(prefix) <= 128
  );
}

/** An IPv6 address in its one short form (RFC 5952); null if it is none, or has a zone. */
export function shortIpv6Address(text: string): string | null {
  return isIPv6(text) && !text.includes('%') ? ipaddr.IPv6.parse(text).toRFC5952String() : null;
}

/** Whether a text is an IPv6 address, or a block of them. Says nothing of how it is written. */
export function isIpv6(text: string): boolean {
  return isIPv6(withoutPrefix(text));
}

/** True for a CIDR block, whether of IPv4 or of IPv6. */
export function isAnyCidrBlock(text: string): boolean {
  return isCidrBlock(text) || isIpv6CidrBlock(text);
}

/** An address as the block that has nothing else in it: `10.1.2.3/32`. */
export function asBlock(address: string): string {
  return `${address}/${isIpv6(address) ? 128 : 32}`;
}

/** The block with its host bits cleared: `10.1.2.3/16` gives `10.1.0.0/16`. Throws TypeError on a malformed block. */
export function networkOf(cidrBlock: string): string {
  if (!hasColons(cidrBlock)) return block(cidrBlock).toString();
  const { first, bits } = ipv6Block(cidrBlock);
  return `${ipv6Text(first)}/${bits}`;
}

/** Whether the address part is not the block's network address. Throws TypeError on a malformed block. */
export function hostBitsSet(cidrBlock: string): boolean {
  return networkOf(cidrBlock) !== cidrBlock;
}

/** Prefix length of a block, 0 to 32, or to 128. Throws TypeError on a malformed block. */
export function prefixLength(cidrBlock: string): number {
  return hasColons(cidrBlock) ? ipv6Block(cidrBlock).bits : block(cidrBlock).bitmask;
}

/** Whether the block holds the address, or the whole of the inner block. Throws TypeError on malformed input. */
export function contains(cidrBlock: string, inner: string): boolean {
  const [outer, within] = [rangeOf(cidrBlock), rangeOf(inner)];
  // Of IPv4 they are numbers, of IPv6 big ones.
  return (
    typeof outer.first === typeof within.first && outer.first <= within.first && within.last <= outer.last
  );
}

interface Range {
  readonly first: number | bigint;
  readonly last: number | bigint;
}

/** First and last address as numbers, of a block or of an address. Ranges that were read before are kept as blocks are. */
function rangeOf(text: string): Range {
  const before = ranges.get(text);
  if (before !== undefined) return before;
  const range = hasColons(text) ? ipv6Block(isIpv6Address(text) ? `${text}/128` : text) : ipv4Range(text);
  ranges.set(text, range);
  return range;
}

function ipv4Range(text: string): Range {
  const { base, size } = block(isIpAddress(text) ? `${text}/32` : text);
  const first = ip2long(base);
  return { first, last: first + size - 1 };
}

/** Whether one of the blocks holds the address, or the whole of the inner block. Throws TypeError on malformed input. */
export function containsAny(cidrBlocks: readonly string[], inner: string): boolean {
  return cidrBlocks.some((each) => contains(each, inner));
}

/** Private addresses (RFC 1918) and shared ones (RFC 6598): nobody on the Internet has one. */
export const NOT_ON_THE_INTERNET: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
];

/** Whether the two blocks have an address in common. Throws TypeError on a malformed block. */
export function overlaps(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

/**
 * The n-th address of a block counted from its network address (0); a negative n counts from the end, -1 being the last.
 * So 1 is the first host address and 2 the second. Throws TypeError on a malformed block, RangeError outside it.
 */
export function addressAt(cidrBlock: string, n: number): string {
  if (hasColons(cidrBlock)) return ipv6AddressAt(cidrBlock, BigInt(n));
  const { base, size } = block(cidrBlock);
  if (n >= size || n < -size) throw new RangeError(`${cidrBlock} has no address number ${n}`);
  return long2ip(ip2long(base) + (n < 0 ? size + n : n));
}

function ipv6AddressAt(cidrBlock: string, n: bigint): string {
  const { first, last } = ipv6Block(cidrBlock);
  const address = n < 0n ? last + 1n + n : first + n;
  if (address < first || address > last) throw new RangeError(`${cidrBlock} has no address number ${n}`);
  return ipv6Text(address);
}

/** The address of an interface, or of a block, as it is written with its prefix length, without that. */
export function withoutPrefix(text: string): string {
  return text.split('/')[0] ?? text;
}

/** Blocks that were read before: a lab of a hundred hosts is asked for the same few a million times. */
const known = new Map<string, Netmask>();
const ranges = new Map<string, Range>();

/** netmask reads `10.1`, `010.0.0.1/8`, `/24x` and a missing prefix too, so the text is checked first. */
function block(cidrBlock: string): Netmask {
  const before = known.get(cidrBlock);
  if (before !== undefined) return before;
  if (!isCidrBlock(cidrBlock)) throw new TypeError(`not a CIDR block: ${cidrBlock}`);
  const read = new Netmask(cidrBlock);
  known.set(cidrBlock, read);
  return read;
}

/** A block of IPv6. Throws TypeError on a malformed one. */
function ipv6Block(cidrBlock: string): {
  readonly first: bigint;
  readonly last: bigint;
  readonly bits: number;
} {
  if (!isIpv6CidrBlock(cidrBlock)) throw new TypeError(`not a CIDR block: ${cidrBlock}`);
  const [address, bits] = ipaddr.IPv6.parseCIDR(cidrBlock);
  const size = 1n << BigInt(128 - bits);
  const value = BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`);
  const first = value - (value % size);
  return { first, last: first + size - 1n, bits };
}

/** Nothing of IPv4 has any; cheaper than to read it, which is done a million times. */
const hasColons = (text: string): boolean => text.includes(':');

const ipv6Text = (address: bigint): string =>
  new ipaddr.IPv6([...Buffer.from(address.toString(16).padStart(32, '0'), 'hex')]).toRFC5952String();
