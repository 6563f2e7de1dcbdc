import { option, words } from './command.ts';
import type { CommandKind } from './command.ts';

/** `ip link add`: a device that the node makes for itself. */
export interface IpLinkAdd {
  readonly kind: 'link-add';
  readonly name: string;
  readonly type: LinkType;
}

/** A kind of device with its settings. */
export type LinkType =
  | { readonly kind: 'bridge' }
  | { readonly kind: 'vrf'; readonly table: number }
  | { readonly kind: 'xfrm'; readonly ifId: number }
  | { readonly kind: 'vti'; readonly local: string; readonly remote: string; readonly key: number };

/** `ip link set`. */
export interface IpLinkSet {
  readonly kind: 'link-set';
  readonly dev: string;
  /** Hardware address. */
  readonly address?: string;
  readonly mtu?: number;
  /** The bridge or VRF that the interface becomes a part of. */
  readonly master?: string;
  readonly state?: 'up' | 'down';
}

/** Adds a device. */
export function addLink(name: string, type: LinkType): IpLinkAdd {
  return { kind: 'link-add', name, type };
}

/** Sets something of an interface. */
export function setLink(dev: string, settings: Omit<IpLinkSet, 'kind' | 'dev'>): IpLinkSet {
  return { kind: 'link-set', dev, ...settings };
}

/** Brings an interface up. */
export function linkUp(dev: string): IpLinkSet {
  return setLink(dev, { state: 'up' });
}

export const ipLinkAdd: CommandKind<IpLinkAdd> = {
  text: ({ name, type }) => `link add ${name} type ${typeText(type)}`,
  device: () => null,
  apply: (command) => [`ip ${ipLinkAdd.text(command)}`],
  undo: () => null,
  replaces: () => false,
};

export const ipLinkSet: CommandKind<IpLinkSet> = {
  text: ({ dev, address, mtu, master, state }) =>
    words(
      'link set dev',
      dev,
      option('address', address),
      option('mtu', mtu),
      option('master', master),
      state,
    ),
  device: ({ dev }) => dev,
  apply: (command) =>
    command.master === undefined ? [`ip ${ipLinkSet.text(command)}`] : keepingRoutes(command),
  undo: () => null,
  replaces: (command, other) => command.dev === other.dev && setsAllOf(command, other),
};

/** An interface that goes from one VRF to another goes down and up, and loses its routes in every table. */
function keepingRoutes(command: IpLinkSet): string[] {
  const { dev } = command;
  return [
    `routes=$(ip -4 route show table all type unicast dev ${dev} | sed 's/ linkdown//; s/ dead//')`,
    `ip ${ipLinkSet.text(command)}`,
    `[ -z "$routes" ] || echo "$routes" | while read -r route; do ip route replace $route dev ${dev}; done`,
  ];
}

const setsAllOf = (command: IpLinkSet, other: IpLinkSet): boolean =>
  (['address', 'mtu', 'master', 'state'] as const).every(
    (key) => other[key] === undefined || command[key] !== undefined,
  );

function typeText(type: LinkType): string {
  switch (type.kind) {
    case 'bridge':
      return 'bridge';
    case 'vrf':
      return `vrf table ${type.table}`;
    case 'xfrm':
      // The device that an XFRM interface names matters for offloading only.
      return `xfrm dev lo if_id ${type.ifId}`;
    case 'vti':
      return `vti local ${type.local} remote ${type.remote} key ${type.key}`;
  }
}
