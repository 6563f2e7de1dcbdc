/** Name of the node that stands for the Internet. */
export const INTERNET = 'internet';

/** Name of the container that wires the lab; no node can have it. */
export const FABRIC = 'fabric';

/** Name of the Internet gateway in front of a site's router; it holds the Elastic IP. */
export function internetGatewayName(customerGateway: string): string {
  return `${customerGateway}-igw`;
}

/** Name of the switch of a site's n-th inside subnet, counted from 0, where the site has several routers. */
export function lanSwitchName(site: string, index: number): string {
  return index === 0 ? `${site}-lan` : `${site}-lan-${index + 1}`;
}

/** Name of a customer gateway's router where the lab file gives none. */
export function defaultRouterName(customerGateway: string): string {
  return `${customerGateway}-router`;
}

/** Interfaces that the lab or Linux itself makes. */
export const RESERVED_DEVICE_NAMES: readonly string[] = [
  'lo',
  'all',
  'default',
  'eth0',
  'eth1',
  'unassociated',
];
