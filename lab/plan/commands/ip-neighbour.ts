import type { CommandKind } from './command.ts';

/** `ip neighbour`: the hardware address of a neighbour, which is then never asked for. */
export interface IpNeighbour {
  readonly kind: 'neighbour';
  readonly address: string;
  readonly hardwareAddress: string;
  readonly dev: string;
}

/** Fixes the hardware address that an address has on an interface. */
export function fixedNeighbour(address: string, hardwareAddress: string, dev: string): IpNeighbour {
  return { kind: 'neighbour', address, hardwareAddress, dev };
}

export const ipNeighbour: CommandKind<IpNeighbour> = {
  text: ({ address, hardwareAddress, dev }) =>
    `neighbour replace ${address} lladdr ${hardwareAddress} dev ${dev} nud permanent`,
  device: ({ dev }) => dev,
  apply: (command) => [`ip ${ipNeighbour.text(command)}`],
  undo: ({ address, dev }) => `ip neighbour delete ${address} dev ${dev} 2>/dev/null || :`,
  replaces: (command, other) => command.dev === other.dev && command.address === other.address,
};
