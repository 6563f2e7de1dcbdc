import { containsAny } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import type { VpnGateway } from '../../topology/types.ts';
import { lookup } from '../lookup.ts';
import { vpnGatewayRoutes } from '../vpn-gateway.ts';
import { attachmentFrom } from './gateway-kind.ts';
import type { GatewayKind } from './gateway-kind.ts';
import { intoDirectConnect } from './into-direct-connect.ts';
import { intoVpn } from './into-vpn.ts';
import { missingVpnRoute } from './missing-route.ts';
import type { Packet } from './packet.ts';
import type { Outcome } from './position.ts';

/** What a virtual private gateway does: what is for its VPC goes there, the rest by its routes to sites. */
export const vpnGatewayKind: GatewayKind<VpnGateway> = {
  isAttached: (gateway, from) => attachmentFrom(gateway, from) !== undefined,
  hop,
};

function hop(packet: Packet, gateway: VpnGateway): Outcome {
  const { lab, destination } = packet;
  const { address } = destination;
  const attached = gateway.attachments.find(({ resourceType }) => resourceType === 'vpc');
  if (attached !== undefined) {
    const vpc = bound(lab.vpcs, attached.resource);
    if (containsAny(vpc.cidrBlocks, address))
      return { kind: 'vpc', node: vpc.name, vpc, sender: null, subnet: null };
  }
  const route = lookup(vpnGatewayRoutes(lab, gateway), address);
  if (route === null) return missingVpnRoute(packet, gateway);
  if (route.resourceType === 'direct-connect-gateway') return intoDirectConnect(lab, route);
  const connection = bound(lab.vpnConnections, route.resource);
  return intoVpn(lab, connection, route.bgp === undefined ? null : [route.bgp.tunnel]);
}
