import { bound } from '../../topology/graph/find.ts';
import type { TransitGateway } from '../../topology/types.ts';
import { entrySubnet } from '../availability-zones.ts';
import { drop } from '../explanation.ts';
import { lookup } from '../lookup.ts';
import { associatedTable, effectiveRoutes } from '../transit-gateway.ts';
import { attachmentFrom } from './gateway-kind.ts';
import type { GatewayKind } from './gateway-kind.ts';
import { missingTableRoute } from './missing-route.ts';
import { intoVpn } from './into-vpn.ts';
import { intoDirectConnect } from './into-direct-connect.ts';
import type { Packet } from './packet.ts';
import type { Outcome } from './position.ts';

/** What a Transit Gateway does: it looks a packet up in the table associated with the attachment it came from. */
export const transitGatewayKind: GatewayKind<TransitGateway> = {
  isAttached: (gateway, from) => attachmentFrom(gateway, from) !== undefined,
  hop: (packet, gateway, from) => hopFrom(packet, gateway, attachmentFrom(gateway, from)!.name),
};

function hopFrom(packet: Packet, gateway: TransitGateway, attachment: string): Outcome {
  const { lab, source, destination } = packet;
  const table = associatedTable(gateway, attachment);
  if (table === null) return drop('noAssociation', { attachment });
  const route = lookup(effectiveRoutes(lab, gateway, table.name), destination.address);
  if (route === null) {
    return missingTableRoute(packet, gateway, { table: table.name, attachment });
  }
  if (route.resource === null) {
    return drop('transitGatewayRouteIsBlackhole', {
      table: table.name,
      attachment,
      destination: route.destinationCidrBlock,
    });
  }
  if (route.resourceType === 'vpc') {
    const vpc = bound(lab.vpcs, route.resource);
    const subnet = entrySubnet(lab, bound(gateway.attachments, route.attachment!), source.address);
    return { kind: 'vpc', node: vpc.name, vpc, sender: null, subnet };
  }
  if (route.resourceType === 'peering') {
    const peer = bound(lab.gateways, route.resource);
    const from = { resourceType: 'peering', resource: gateway.name } as const;
    return { kind: 'gateway', node: peer.name, gateway: peer, from };
  }
  if (route.resourceType === 'direct-connect-gateway') return intoDirectConnect(lab, route);
  return intoVpn(lab, bound(lab.vpnConnections, route.resource), route.bgp?.tunnels ?? null);
}
