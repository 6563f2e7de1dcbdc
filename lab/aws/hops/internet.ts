import { drop } from '../explanation.ts';
import type { Packet } from './packet.ts';
import type { AtInternet, Outcome } from './position.ts';

/** What the Internet does with a packet for a VPC or a site: it has no route to any of their addresses. */
export function hopAtInternet({ destination }: Packet, { customerGateway }: AtInternet): Outcome {
  return drop('lostOnInternet', { router: customerGateway.router.name, address: destination.address });
}
