import { ip2long, long2ip, Netmask } from 'netmask';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/** Regular expression source of a dotted-quad IPv4 address, no leading zeros. */
export const IP_ADDRESS_PATTERN = `^${OCTET}(?:\\.${OCTET}){3}$`;
/** Regular expression source of an IPv4 CIDR block; says nothing of host bits. */
export const CIDR_BLOCK_PATTERN = `^${OCTET}(?:\\.${OCTET}){3}/(?:3[0-2]|[12]?\\d)$`;

const ipAddressRegExp = new RegExp(IP_ADDRESS_PATTERN);
const cidrBlockRegExp = new RegExp(CIDR_BLOCK_PATTERN);

/** True for four decimal octets without leading zeros, and nothing else. */
export function isIpAddress(text: string): boolean {
  return ipAddressRegExp.test(text);
}

/** True for `address/prefixLength`; host bits may be set (see {@link hostBitsSet}). */
export function isCidrBlock(text: string): boolean {
  return cidrBlockRegExp.test(text);
}

/** The block with its host bits cleared: `10.1.2.3/16` gives `10.1.0.0/16`. Throws TypeError on a malformed block. */
export function networkOf(cidrBlock: string): string {
  return block(cidrBlock).toString();
}

/** Whether the address part is not the block's network address. Throws TypeError on a malformed block. */
export function hostBitsSet(cidrBlock: string): boolean {
  return networkOf(cidrBlock) !== cidrBlock;
}

/** Prefix length of a block, 0 to 32. Throws TypeError on a malformed block. */
export function prefixLength(cidrBlock: string): number {
  return block(cidrBlock).bitmask;
}

/** Whether the block holds the address, or the whole of the inner block. Throws TypeError on malformed input. */
export function contains(cidrBlock: string, inner: string): boolean {
  const [outer, within] = [rangeOf(cidrBlock), rangeOf(inner)];
  return outer.first <= within.first && within.last <= outer.last;
}

/** First and last address as numbers, of a block or of an address. Ranges that were read before are kept as blocks are. */
function rangeOf(text: string): { readonly first: number; readonly last: number } {
  const before = ranges.get(text);
  if (before !== undefined) return before;
  const { base, size } = block(isIpAddress(text) ? `${text}/32` : text);
  const first = ip2long(base);
  const range = { first, last: first + size - 1 };
  ranges.set(text, range);
  return range;
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
  const { base, size } = block(cidrBlock);
  if (n >= size || n < -size) throw new RangeError(`${cidrBlock} has no address number ${n}`);
  return long2ip(ip2long(base) + (n < 0 ? size + n : n));
}

/** The address of an interface, or of a block, as it is written with its prefix length, without that. */
export function withoutPrefix(text: string): string {
  return text.split('/')[0] ?? text;
}

/** Blocks that were read before: a lab of a hundred hosts is asked for the same few a million times. */
const known = new Map<string, Netmask>();
const ranges = new Map<string, ReturnType<typeof rangeOf>>();

/** netmask reads `10.1`, `010.0.0.1/8`, `/24x` and a missing prefix too, so the text is checked first. */
function block(cidrBlock: string): Netmask {
  const before = known.get(cidrBlock);
  if (before !== undefined) return before;
  if (!isCidrBlock(cidrBlock)) throw new TypeError(`not a CIDR block: ${cidrBlock}`);
  const read = new Netmask(cidrBlock);
  known.set(cidrBlock, read);
  return read;
}
