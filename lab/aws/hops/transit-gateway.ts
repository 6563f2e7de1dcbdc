import type { Lab, VpnConnection } from '../../topology/types.ts';
import { bound } from '../../topology/graph/find.ts';
import { configuredTunnels } from '../../topology/graph/tunnels.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import { lookup } from '../lookup.ts';
import { associatedTable, effectiveRoutes } from '../transit-gateway.ts';
import type { AtTransitGateway, Outcome, Packet } from './position.ts';

/** What the transit gateway does: it looks the packet up in the table associated with the attachment it came from. */
export function hopAtTransitGateway(
  { lab, destination }: Packet,
  { gateway, attachment }: AtTransitGateway,
): Outcome {
  const table = associatedTable(gateway, attachment);
  if (table === null) return drop('noAssociation', { attachment });
  const route = lookup(effectiveRoutes(lab, gateway, table.name), destination.address);
  if (route === null) {
    return drop('noTransitGatewayRoute', { table: table.name, attachment, address: destination.address });
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
    return { kind: 'vpc', node: vpc.name, vpc, sender: null };
  }
  return intoVpn(lab, bound(lab.vpnConnections, route.resource));
}

/** AWS sends through one tunnel of the connection; here through the first that does not stay down as configured. */
function intoVpn(lab: Lab, connection: VpnConnection): Outcome {
  const first = configuredTunnels(lab).find(
    ({ vpnConnection, tunnel }) => vpnConnection === connection && !staysDown(lab, tunnel.name),
  );
  if (first !== undefined) {
    const { tunnel, connection: routerConnection } = first;
    return { kind: 'tunnel', node: tunnel.name, connection, routerConnection, towards: 'router' };
  }
  const { router } = bound(lab.customerGateways, connection.customerGateway);
  return drop('noTunnelComesUp', { vpn: connection.name, router: router.name });
}
