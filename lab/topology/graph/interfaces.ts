/** Interface of a tunnel endpoint, and of a virtual interface's node, that leads to its gateway. */
export const ENDPOINT_GATEWAY_INTERFACE = 'tgw';
/** Interface of a virtual interface's node that leads to the site's router. */
export const CUSTOMER_INTERFACE = 'customer';
/** Tunnel interface of a tunnel endpoint; a router's connections name theirs. */
export const ENDPOINT_TUNNEL_INTERFACE = 'vpn';
/** An on-premises router's interface of its outside subnet, in which its Internet gateway is. */
export const OUTSIDE_INTERFACE = 'eth0';
/** An on-premises router's bridge of its n-th inside subnet, counted from 0. */
export function insideInterface(index: number): string {
  return `eth${index + 1}`;
}

/** Bridge of a switch. */
export const SWITCH_BRIDGE = 'br0';

/** Linux's limit for an interface name (IFNAMSIZ - 1). */
const MAX_INTERFACE_NAME = 15;

/** Names interfaces, each node's own apart from each other. */
export interface InterfaceNames {
  /**
   * Name of a node's next interface, which is called by what it leads to: by that name where Linux allows it,
   * otherwise by its beginning and the number of the interface on its node.
   */
  towards(node: string, name: string): string;
}

export function interfaceNames(): InterfaceNames {
  const taken = new Map<string, Set<string>>();
  return {
    towards(node, name) {
      const own = taken.get(node) ?? new Set<string>();
      taken.set(node, own);
      let free = name.length <= MAX_INTERFACE_NAME ? name : numbered(name, own.size);
      for (let number = own.size + 1; own.has(free); number += 1) free = numbered(name, number);
      own.add(free);
      return free;
    },
  };
}

function numbered(name: string, number: number): string {
  const suffix = `-${number}`;
  return name.slice(0, MAX_INTERFACE_NAME - suffix.length) + suffix;
}
