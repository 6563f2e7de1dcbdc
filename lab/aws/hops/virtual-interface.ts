import { directConnectLinksOf } from '../../topology/graph/direct-connect.ts';
import type { Lab, Router } from '../../topology/types.ts';
import { comesUp, hasAnnounced } from '../direct-connect.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import { atRouter } from './position.ts';
import type { AtVirtualInterface, Outcome } from './position.ts';

/**
 * What AWS's end of a virtual interface does: what comes from the site goes to the gateway, and what is for a prefix that the site has
 * announced goes back.
 */
export function hopAtVirtualInterface(
  { destination: { address } }: Packet,
  { link, towards }: AtVirtualInterface,
): Outcome {
  const { directConnectGateway, customerGateway, attached, virtualInterface } = link;
  if (towards === 'router') {
    if (hasAnnounced(link, address)) return atRouter(customerGateway);
    return drop('notAnnouncedOverDirectConnect', {
      directConnectGateway: directConnectGateway.name,
      address,
      router: customerGateway.router.name,
      virtualInterface: virtualInterface.name,
    });
  }
  const from = { resourceType: 'direct-connect-gateway', resource: directConnectGateway.name } as const;
  const gateway = attached === null ? null : atGateway(attached.gateway, from);
  return gateway ?? drop('directConnectNotAttached', { directConnectGateway: directConnectGateway.name });
}

/** Why a router with a virtual interface has no route to an address: no allowed prefix has it; null if it has none, or is down. */
export function notAllowed(lab: Lab, router: Router, address: string): Explanation | null {
  const link = directConnectLinksOf(lab, router).find(comesUp);
  if (link === undefined) return null;
  const { attached, directConnectGateway, virtualInterface } = link;
  if (attached === null)
    return drop('directConnectNotAttached', { directConnectGateway: directConnectGateway.name });
  return drop('prefixNotAllowed', {
    router: router.name,
    address,
    virtualInterface: virtualInterface.name,
    attachment: attached.attachment.name,
  });
}
