import type { Gateway } from '../../topology/types.ts';
import type { Packet } from './packet.ts';
import type { Neighbour, Outcome } from './position.ts';

/** What a kind of gateway does with packets. */
export interface GatewayKind<Of extends Gateway = Gateway> {
  /** Whether packets from there come to it at all. */
  isAttached(gateway: Of, from: Neighbour): boolean;
  hop(packet: Packet, gateway: Of, from: Neighbour): Outcome;
}
