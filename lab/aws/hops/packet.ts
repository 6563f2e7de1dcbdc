import type { Lab } from '../../topology/types.ts';
import type { Flow } from '../flow.ts';
import type { Host } from '../hosts.ts';

/** A packet on its way through a lab. */
export interface Packet {
  readonly lab: Lab;
  /** Who sends it, with the address that it has as the packet's source here and now. */
  readonly source: Host;
  /** Who it is for, with the packet's destination address. */
  readonly destination: Host;
  readonly flow: Flow;
  /** The NAT gateways that have put their own address in place of a sender's, and whose: of a reply, on its request's way. */
  readonly lent: readonly { readonly node: string; readonly address: string }[];
  /** The stateful firewalls that the request came by. */
  readonly tracked: readonly string[];
}

/** A packet with another source address: who sends it stays. */
export function withSource(packet: Packet, address: string): Packet {
  return { ...packet, source: { ...packet.source, address } };
}

/** A packet with another destination address: who it is for stays. */
export function withDestination(packet: Packet, address: string): Packet {
  return { ...packet, destination: { ...packet.destination, address } };
}
