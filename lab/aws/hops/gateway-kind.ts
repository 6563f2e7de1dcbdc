import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { Attachment, Gateway } from '../../topology/types.ts';
import type { Packet } from './packet.ts';
import type { Neighbour, Outcome } from './position.ts';

/** What a kind of gateway does with packets. */
export interface GatewayKind<Of extends Gateway = Gateway> {
  /** Whether packets from there come to it at all. */
  isAttached(gateway: Of, from: Neighbour): boolean;
  hop(packet: Packet, gateway: Of, from: Neighbour): Outcome;
}

/** The attachment that a packet comes to a gateway by; undefined from the Internet, and from what is not attached. */
export function attachmentFrom(
  gateway: Gateway,
  { resourceType, resource }: Neighbour,
): Attachment | undefined {
  return resourceType === 'internet' ? undefined : attachmentOf(gateway, resourceType, resource);
}
