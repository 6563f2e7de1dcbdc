import { IPV6_REFUSED } from './ipv6.ts';
import * as z from 'zod';
import {
  CIDR_BLOCK_PATTERN,
  hostBitsSet,
  IP_ADDRESS_PATTERN,
  isCidrBlock,
  isIpAddress,
  isIpv6,
  networkOf,
} from './cidr.ts';
import { RESERVED_DEVICE_NAMES } from './names.ts';

/** What a check of one value has against it. */
export interface Flaw {
  readonly what: string;
  readonly rule?: string | undefined;
  readonly hint?: string;
}

type JsonSchemaKeys = Readonly<Record<string, unknown>>;

/** Items of a lab file that has one, a list of several, or none. What is no text is passed over: it is malformed. */
export function listOf(value: OneOrSeveral | undefined): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}

/** IPv4 CIDR block without host bits, or a list of them. */
export function cidrBlocks(description: string) {
  return oneOrSeveral(description, cidrBlockFlaw, CIDR_BLOCK_PATTERN);
}

/** IPv4 address, or a list of them. */
export function ipAddresses(description: string) {
  return oneOrSeveral(description, ipAddressFlaw, IP_ADDRESS_PATTERN);
}

type OneOrSeveral = string | readonly string[];

/** A value, or a list of them. */
export function oneOrSeveral(
  description: string,
  flawOf: (value: string) => Flaw | undefined,
  pattern: string,
) {
  const one = { type: 'string', pattern };
  const anything = z.unknown() as unknown as z.ZodType<OneOrSeveral, OneOrSeveral>;
  return anything
    .superRefine((value: unknown, context) => {
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (items.length === 0) context.addIssue({ code: 'custom', message: 'is empty', params: {} });
      items.forEach((item, index) => {
        const flaw = typeof item === 'string' ? flawOf(item) : { what: 'must be text, or a list of texts' };
        const path = Array.isArray(value) ? [index] : [];
        if (flaw !== undefined)
          context.addIssue({ code: 'custom', path, message: flaw.what, params: { ...flaw, value: item } });
      });
    })
    .meta({ anyOf: [one, { type: 'array', items: one, minItems: 1 }], description });
}

/** Text that passes a check; the keys are what an editor can check of it. */
export function text(
  description: string,
  check: (value: string) => Flaw | undefined,
  keys: JsonSchemaKeys = {},
) {
  return z
    .string()
    .superRefine((value, context) => {
      const flaw = check(value);
      if (flaw !== undefined) context.addIssue({ code: 'custom', message: flaw.what, params: flaw });
    })
    .meta({ ...keys, description });
}

/** IPv4 CIDR block without host bits. */
export function cidrBlock(description: string) {
  return text(description, cidrBlockFlaw, { pattern: CIDR_BLOCK_PATTERN });
}

/** What is against an IPv4 CIDR block. */
export function cidrBlockFlaw(value: string): Flaw | undefined {
  if (!isCidrBlock(value)) {
    if (isIpv6(value)) return IPV6_REFUSED;
    return {
      what: 'is not an IPv4 CIDR block',
      hint: 'write four numbers and a prefix length, e.g. 10.10.0.0/16',
    };
  }
  return hostBitsFlaw(value);
}

/** What is against a sound block whose address is not its first. */
export function hostBitsFlaw(value: string): Flaw | undefined {
  if (!hostBitsSet(value)) return undefined;
  return {
    what: 'has host bits set',
    rule: 'the address of a CIDR block is its network address',
    hint: `write ${networkOf(value)}`,
  };
}

/** IPv4 address. */
export function ipAddress(description: string) {
  return text(description, ipAddressFlaw, { pattern: IP_ADDRESS_PATTERN });
}

function ipAddressFlaw(value: string): Flaw | undefined {
  if (isIpAddress(value)) return undefined;
  return isIpv6(value)
    ? IPV6_REFUSED
    : { what: 'is not an IPv4 address', hint: 'write four numbers, e.g. 10.30.12.85' };
}

/** IPv4 address with the prefix length of its subnet. */
export function interfaceAddress(description: string) {
  return text(
    description,
    (value) =>
      isCidrBlock(value)
        ? undefined
        : { what: 'is not an IPv4 address with prefix length', hint: 'e.g. 169.254.216.30/30' },
    { pattern: CIDR_BLOCK_PATTERN },
  );
}

/** Whole number from min to max, both included. */
export function integer(description: string, min: number, max: number, rule?: string, hint?: string) {
  return z
    .number()
    .superRefine((value, context) => {
      if (Number.isInteger(value) && value >= min && value <= max) return;
      const message = `must be a whole number from ${min} to ${max}`;
      context.addIssue({ code: 'custom', message, params: { rule, hint } });
    })
    .meta({ type: 'integer', minimum: min, maximum: max, description });
}

/** Number from min to max, both included. */
export function decimal(description: string, min: number, max: number) {
  return z
    .number()
    .superRefine((value, context) => {
      if (value >= min && value <= max) return;
      context.addIssue({ code: 'custom', message: `must be a number from ${min} to ${max}`, params: {} });
    })
    .meta({ minimum: min, maximum: max, description });
}

const PRE_SHARED_KEY_PATTERN = '^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$';

/** What AWS takes as a pre-shared key, in one sentence with its source. */
export const PRE_SHARED_KEY_RULE =
  '8 to 64 of A-Z a-z 0-9 . _ and the first is not 0 (AWS S2S VPN user guide, Tunnel options)';

/** Whether AWS takes it as a pre-shared key. */
export function isPreSharedKey(value: string): boolean {
  return new RegExp(PRE_SHARED_KEY_PATTERN).test(value);
}

/**
 * Pre-shared key (AWS S2S VPN user guide, "Tunnel options"). No message holds the key itself.
 */
export function preSharedKey(description: string) {
  return text(
    description,
    (value) =>
      isPreSharedKey(value)
        ? undefined
        : {
            what: 'is not a pre-shared key that AWS accepts',
            rule: PRE_SHARED_KEY_RULE,
            hint: 'leave the key out and the lab generates one',
          },
    { pattern: PRE_SHARED_KEY_PATTERN, $comment: 'AWS S2S VPN user guide, Tunnel options' },
  );
}

/** A kind of name: what it may look like. */
export interface NameFormat {
  readonly pattern: string;
  readonly rule: string;
}

/** A lab's name: part of the name of each of its containers. */
export const LAB_NAME: NameFormat = {
  pattern: '^[a-z][a-z0-9-]{0,31}$',
  rule: 'a lab is called by 1 to 32 of a-z 0-9 - and the first is a letter',
};
/** Whether a lab can be called so. */
export const isLabName = (value: string): boolean => nameFlaw(value, LAB_NAME) === undefined;

/** A node's name; also the host name of its container. */
export const NODE_NAME: NameFormat = {
  pattern: '^[a-z][a-z0-9-]{0,19}$',
  rule: 'a node is called by 1 to 20 of a-z 0-9 - and the first is a letter',
};
/** A network interface's name; Linux takes 15 characters. */
export const DEVICE_NAME: NameFormat = {
  pattern: `^(?!(?:${RESERVED_DEVICE_NAMES.join('|')})$)[A-Za-z][A-Za-z0-9_-]{0,14}$`,
  rule: `it names a network interface: 1 to 15 of A-Z a-z 0-9 _ - and the first is a letter; not ${RESERVED_DEVICE_NAMES.join(', ')}`,
};
/** Name of something that is neither a container nor an interface. */
export const PLAIN_NAME: NameFormat = {
  pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$',
  rule: 'a name is 1 to 40 of A-Z a-z 0-9 _ - and the first is a letter',
};
/** Short enough for `<name>-router` and `<name>-igw` to be node names. */
export const CUSTOMER_GATEWAY_NAME: NameFormat = {
  pattern: '^[a-z][a-z0-9-]{0,12}$',
  rule: '1 to 13 of a-z 0-9 - and the first is a letter: it is the start of node names',
};

/** Text that is a name of the given kind. */
export function name(description: string, format: NameFormat) {
  return text(description, (value) => nameFlaw(value, format), { pattern: format.pattern });
}

function nameFlaw(value: string, { pattern, rule }: NameFormat): Flaw | undefined {
  return new RegExp(pattern).test(value) ? undefined : { what: 'is not a valid name', rule };
}

/** Map whose keys are names of the given kind. */
export function named<Value extends z.ZodType>(description: string, format: NameFormat, value: Value) {
  return z
    .record(z.string(), value)
    .superRefine((map, context) => {
      for (const key of Object.keys(map)) {
        const flaw = nameFlaw(key, format);
        if (flaw === undefined) continue;
        context.addIssue({
          code: 'custom',
          path: [key],
          message: flaw.what,
          params: { ...flaw, atKey: true },
        });
      }
    })
    .meta({ description, propertyNames: { pattern: format.pattern } });
}
