import * as z from 'zod';

/** The protocols that rules speak of, by their numbers (EC2 API, CreateNetworkAclEntry; IANA, Protocol Numbers). */
const NUMBERS = { all: -1, icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** A protocol, or `all` of them. */
export type IpProtocol = keyof typeof NUMBERS;

const NAMES = Object.keys(NUMBERS) as IpProtocol[];

/** A protocol by its name or, as the EC2 API has it, by its number; -1 means all of them. */
export function ipProtocol(description: string) {
  const numbers = Object.values(NUMBERS);
  return z
    .literal([...NAMES, ...numbers, ...numbers.map((number) => `${number}` as const)])
    .meta({ description });
}

/** The protocol that a rule of the lab file names. */
export function protocolOf(raw: string | number): IpProtocol {
  return NAMES.find((name) => name === raw || NUMBERS[name] === Number(raw)) ?? 'all';
}

/** First and last of some ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Whether a protocol has types and codes. */
export function isIcmp(protocol: string): protocol is 'icmp' | 'icmpv6' {
  return protocol === 'icmp' || protocol === 'icmpv6';
}

/** Type and code of ICMP, or of ICMPv6, -1 for every one. */
export interface IcmpTypeCode {
  readonly type: number;
  readonly code: number;
}

/** What a rule is for, whoever sends it. */
export interface Traffic {
  readonly protocol: IpProtocol;
  /** Destination ports of TCP and UDP; null for every port, and for other protocols. */
  readonly ports: PortRange | null;
  /** Null for every type, and for other protocols. */
  readonly icmpTypeCode: IcmpTypeCode | null;
}
