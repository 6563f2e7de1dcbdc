import { option, words } from './command.ts';
import type { CommandKind } from './command.ts';

/** `ip address`: an address of an interface, with its prefix length. */
export interface IpAddress {
  readonly kind: 'address';
  readonly address: string;
  /** Address of the only neighbour on the link, with prefix length, where the two share no block. */
  readonly peer?: string;
  readonly dev: string;
}

/** Gives an interface an address, written with its prefix length. */
export function address(cidr: string, dev: string): IpAddress {
  return { kind: 'address', address: cidr, dev };
}

/** Gives an interface an address, and says whose is the one at the other end of the link. */
export function peerAddress(own: string, peer: string, dev: string): IpAddress {
  return { kind: 'address', address: own, peer: `${peer}/32`, dev };
}

export const ipAddress: CommandKind<IpAddress> = {
  // Not `add`: a CHILD_SA's script may give the link of a tunnel endpoint its address of IPv6 at the same moment.
  text: ({ address, peer, dev }) =>
    `address replace ${words(address, option('peer', peer), option('dev', dev))}`,
  device: ({ dev }) => dev,
  apply: (command) => [`ip ${ipAddress.text(command)}`],
  // With an address go routes that name it as their source.
  undo: () => null,
  replaces: () => false,
};
