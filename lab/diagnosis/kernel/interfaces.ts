import { given } from '../../given.ts';
import { asBlock, isIpv6 } from '../../topology/cidr.ts';
import type { KernelState } from '../observation.ts';
import { valuesOf, wordsOf } from './words.ts';

/** State of an interface in a node. */
export type InterfaceState = 'up' | 'down' | 'no carrier' | 'missing';

/** A network interface. */
export interface Interface {
  readonly name: string;
  readonly state: Exclude<InterfaceState, 'missing'>;
  readonly mtu: number;
  /** The bridge or VRF that it belongs to. */
  readonly master: string | null;
  /** Its MAC address; null of one that has none. */
  readonly lladdr: string | null;
}

const LINK = /^\d+: ([^:@]+)(?:@[^:]*)?: <([^>]*)> (.*)$/;

/** Reads `ip -o link show`. */
export function interfacesOf({ links }: KernelState): Interface[] {
  return links.flatMap((line) => {
    const [, name, flagText = '', rest = ''] = LINK.exec(line) ?? [];
    if (name === undefined) return [];
    const flags = flagText.split(',');
    const {
      mtu,
      master = null,
      'link/ether': lladdr = null,
    } = valuesOf(wordsOf(rest), ['mtu', 'master', 'link/ether']);
    const state = !flags.includes('UP') ? 'down' : flags.includes('NO-CARRIER') ? 'no carrier' : 'up';
    return [{ name, state, mtu: Number(mtu), master, lladdr }];
  });
}

/** Whether an interface is there, up, and connected. */
export function interfaceState(kernel: KernelState, name: string): InterfaceState {
  return interfacesOf(kernel).find((each) => each.name === name)?.state ?? 'missing';
}

/** An address of an interface. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly address: string;
  /** With its prefix length, e.g. `10.30.141.20/20`. */
  readonly prefix: string;
  /** The other end's address with its prefix length, where the interface leads to one alone, as a VTI may. */
  readonly peer?: string;
}

const ADDRESS = /^\d+: (\S+) +inet6? (\S+?)(?:\/(\d+))? (?:peer (\S+) )?/;

/** Reads `ip -o -4 address show`, and that of IPv6, without the loopback's own. */
export function addressesOf({ addresses }: Pick<KernelState, 'addresses'>): InterfaceAddress[] {
  return addresses.flatMap((line) => {
    const [, name, address, length, peer] = ADDRESS.exec(line) ?? [];
    if (name === undefined || address === undefined || isLoopback(address)) return [];
    const prefix = length === undefined ? asBlock(address) : `${address}/${length}`;
    return [{ interface: name, address, prefix, ...given({ peer }) }];
  });
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** The command that shows addresses of the same version. */
export const showAddresses = (address: string): string => `ip -${isIpv6(address) ? 6 : 4} address show`;

/** What an interface has for one of its addresses; undefined where it does not have it. */
export function heldAddress(
  kernel: Pick<KernelState, 'addresses'>,
  port: string,
  address: string,
): InterfaceAddress | undefined {
  return addressesOf(kernel).find((each) => each.interface === port && each.address === address);
}

/** An address with its interface, in words. */
export function addressText({ interface: name, prefix }: InterfaceAddress): string {
  return `${prefix} dev ${name}`;
}

/** Number of the table of a VRF, as `ip vrf show` has it. */
export function vrfTable({ vrfs }: KernelState, vrf: string): string | null {
  const line = vrfs.map(wordsOf).find(([name]) => name === vrf);
  return line?.[1] ?? null;
}
