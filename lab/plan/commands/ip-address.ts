import type { CommandKind } from './command.ts';

/** `ip address`: an address of an interface, with its prefix length. */
export interface IpAddress {
  readonly kind: 'address';
  readonly address: string;
  readonly dev: string;
}

/** Gives an interface an address, written with its prefix length. */
export function address(cidr: string, dev: string): IpAddress {
  return { kind: 'address', address: cidr, dev };
}

export const ipAddress: CommandKind<IpAddress> = {
  text: (command) => `address add ${command.address} dev ${command.dev}`,
  device: ({ dev }) => dev,
  apply: (command) => [`ip address replace ${command.address} dev ${command.dev}`],
  // With an address go routes that name it as their source.
  undo: () => null,
  replaces: () => false,
};
