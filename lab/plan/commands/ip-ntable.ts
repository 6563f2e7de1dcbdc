import type { CommandKind } from './command.ts';

/** `ip ntable`: how an interface asks for its neighbours' hardware addresses, and answers for others; in milliseconds. */
export interface IpNtable {
  readonly kind: 'ntable';
  readonly dev: string;
  readonly parameter: 'retrans' | 'proxy_delay';
  readonly ms: number;
  /** Of IPv6, whose neighbours are in a table of their own. */
  readonly family?: 'ipv6';
}

/** Linux asks again after a second for a neighbour that did not answer. While a lab starts or a node restarts, many do not yet. */
export function askSoon(dev: string): IpNtable {
  return { kind: 'ntable', dev, parameter: 'retrans', ms: 100 };
}

/** Linux answers for others after up to 0.8 s otherwise. */
export function answerAtOnce(dev: string): IpNtable {
  return { kind: 'ntable', dev, parameter: 'proxy_delay', ms: 0 };
}

export const ipNtable: CommandKind<IpNtable> = {
  text: ({ dev, parameter, ms, family }) =>
    `ntable change name ${family === 'ipv6' ? 'ndisc_cache' : 'arp_cache'} dev ${dev} ${parameter} ${ms}`,
  device: ({ dev }) => dev,
  apply: (command) => [`ip ${ipNtable.text(command)}`],
  undo: () => null,
  replaces: (command, other) =>
    command.dev === other.dev && command.parameter === other.parameter && command.family === other.family,
};
