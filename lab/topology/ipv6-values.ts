import {
  CIDR_BLOCK_PATTERN,
  isAnyCidrBlock,
  isIpv6,
  isIpv6Address,
  isIpv6CidrBlock,
  shortIpv6Address,
} from './cidr.ts';
import { cidrBlockFlaw, hostBitsFlaw, oneOrSeveral, text } from './values.ts';
import type { Flaw } from './values.ts';

/** An IPv6 address as a JSON Schema can check it; {@link isIpv6Address} knows more. */
const IPV6_PATTERN = '^[0-9a-f:.]*:[0-9a-f:.]*';

/** IPv6 CIDR block without host bits, in its short form. */
export function ipv6CidrBlock(description: string) {
  return text(description, ipv6CidrBlockFlaw, { pattern: `${IPV6_PATTERN}/\\d{1,3}$` });
}

/** IPv6 CIDR block without host bits, or a list of them. */
export function ipv6CidrBlocks(description: string) {
  return oneOrSeveral(description, ipv6CidrBlockFlaw, `${IPV6_PATTERN}/\\d{1,3}$`);
}

function ipv6CidrBlockFlaw(value: string): Flaw | undefined {
  if (isIpv6CidrBlock(value)) return hostBitsFlaw(value);
  return (
    notShort(value) ?? {
      what: 'is not an IPv6 CIDR block',
      hint: 'write an address and a prefix length, e.g. 2001:db8:10::/56',
    }
  );
}

/** IPv4 or IPv6 CIDR block without host bits. */
export function anyCidrBlock(description: string) {
  return text(
    description,
    (value) =>
      isAnyCidrBlock(value)
        ? hostBitsFlaw(value)
        : isIpv6(value)
          ? ipv6CidrBlockFlaw(value)
          : cidrBlockFlaw(value),
    { pattern: `${CIDR_BLOCK_PATTERN}|${IPV6_PATTERN}/\\d{1,3}$` },
  );
}

/** IPv6 address in its short form. */
export function ipv6Address(description: string) {
  return text(
    description,
    (value) =>
      isIpv6Address(value)
        ? undefined
        : (notShort(value) ?? { what: 'is not an IPv6 address', hint: 'e.g. 2001:db8:10::10' }),
    { pattern: `${IPV6_PATTERN}$` },
  );
}

/** The one form in which nodes print it, too, so that it is found again. */
function notShort(value: string): Flaw | undefined {
  const [address = '', ...prefix] = value.split('/');
  const short = shortIpv6Address(address);
  if (short === null || short === address) return undefined;
  return {
    what: 'is not in its canonical form',
    rule: 'an IPv6 address is written in lower case, with zeros left out (RFC 5952)',
    hint: `write ${[short, ...prefix].join('/')}`,
  };
}
