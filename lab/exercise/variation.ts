import { createHash } from 'node:crypto';
import { isMap } from '../topology/overlay.ts';

/** How everything is numbered for one student. */
export interface Variation {
  /** Renumbers every address, ASN and key in a text. */
  readonly text: (text: string) => string;
  /** The same in every text of plain data. */
  readonly data: <Data>(data: Data) => Data;
}

/** As the exercise is written. */
export const UNVARIED: Variation = { text: (text) => text, data: (data) => data };

/**
 * The numbering that follows from a seed: the same seed gives the same. Addresses are changed by an exclusive or, of which a
 * prefix takes as many bits as it has: blocks that lie in one another, or apart, still do, and hosts keep the last part of
 * their addresses.
 * @param document what the lab file holds: its ASNs and keys are those that are replaced elsewhere, too.
 */
export function variationOf(seed: string, document: unknown): Variation {
  const keys = new Map(Object.entries(CLASSES).map(([name]) => [name, draw(seed, name)]));
  const addresses = (text: string): string =>
    text.replace(ADDRESS, (whole, address: string, length?: string) => {
      const [kind, mask] = classOf(address);
      if (kind === null) return whole;
      const key = ((keys.get(kind) ?? 0) & mask) >>> 0;
      const kept = length === undefined ? key : (key & maskOf(Number(length))) >>> 0;
      return `${format((parse(address) ^ kept) >>> 0)}${length === undefined ? '' : `/${length}`}`;
    });
  const words = replacements(seed, document);
  const text = (before: string): string => {
    const readdressed = addresses(before);
    return words === null
      ? readdressed
      : readdressed.replace(words.pattern, (found) => words.by.get(found) ?? found);
  };
  return { text, data: (data) => mapped(data, text, words?.by ?? new Map<string, string>()) };
}

/** An IPv4 address that is no part of a longer number, with the length of a prefix or without. */
const ADDRESS = /(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?:\/(\d{1,2}))?(?![\d.]*\d)/g;

/** Which bits of an address may differ, by the range that it is of; the smallest block that AWS gives keeps its own. */
const CLASSES = {
  ten: 0x00ff_0000,
  twelve: 0x000f_0000,
  sixteen: 0x0000_ff00,
  // Inside CIDRs of tunnels; 169.254.0.0 to 169.254.5.0 and 169.254.169.252 are AWS's own.
  inside: 0x0000_0700,
  public: 0x0000_7f00,
} as const;

function classOf(address: string): [keyof typeof CLASSES | null, number] {
  const [first = 0, second = 0] = address.split('.').map(Number);
  const kind = ((): keyof typeof CLASSES | null => {
    if (first === 0 || first === 127 || first >= 224) return null;
    if (first === 10) return 'ten';
    if (first === 172 && second >= 16 && second < 32) return 'twelve';
    if (first === 192 && second === 168) return 'sixteen';
    if (first === 169 && second === 254) return 'inside';
    return 'public';
  })();
  return [kind, kind === null ? 0 : CLASSES[kind]];
}

/** The ASNs and pre-shared keys that a lab file names, and what stands for each. */
function replacements(
  seed: string,
  document: unknown,
): { readonly pattern: RegExp; readonly by: ReadonlyMap<string, string> } | null {
  const by = new Map<string, string>();
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, key);
    else if (isMap(value)) for (const [name, each] of Object.entries(value)) visit(each, name);
    else if (/asn$/i.test(key) && typeof value === 'number' && isPrivateAsn(value)) {
      by.set(String(value), String(FIRST_ASN + ((value - FIRST_ASN + draw(seed, 'asn')) % ASNS)));
    } else if (key === 'preSharedKey' && typeof value === 'string') {
      by.set(value, keyOf(seed, value));
    }
  };
  visit(document, '');
  if (by.size === 0) return null;
  const escaped = [...by.keys()].map((each) => each.replace(/[^\w]/g, '\\$&'));
  return { pattern: new RegExp(`(?<![\\w.])(?:${escaped.join('|')})(?![\\w.]*\\w)`, 'g'), by };
}

/** The 16-bit ASNs for private use (RFC 6996), without the one that AWS takes by itself. */
const FIRST_ASN = 64_513;
const ASNS = 65_534 - FIRST_ASN + 1;
const isPrivateAsn = (asn: number): boolean => asn >= FIRST_ASN && asn < FIRST_ASN + ASNS;

/** A key of 32 characters that AWS would take, for one that the exercise names. */
function keyOf(seed: string, key: string): string {
  const digest = createHash('sha256').update(`${seed} key ${key}`).digest('base64');
  return `k${digest.replace(/[^A-Za-z0-9]/g, '_').slice(0, 31)}`;
}

function mapped<Data>(data: Data, text: (text: string) => string, by: ReadonlyMap<string, string>): Data {
  if (typeof data === 'string') return text(data) as Data;
  if (typeof data === 'number') return (by.has(String(data)) ? Number(by.get(String(data))) : data) as Data;
  if (Array.isArray(data)) return data.map((each: unknown) => mapped(each, text, by)) as Data;
  if (!isMap(data)) return data;
  const entries = Object.entries(data).map(([key, value]) => [key, mapped(value, text, by)] as const);
  return Object.fromEntries(entries) as Data;
}

/** A number that follows from a seed, of 32 bits and never 0 in any byte. */
export function draw(seed: string, what: string): number {
  const digest = createHash('sha256').update(`${seed} ${what}`).digest();
  return ((digest.readUInt32BE(0) | 0x0101_0101) & 0xffff_ffff) >>> 0;
}

const parse = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;
const format = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
const maskOf = (length: number): number => (length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0);
