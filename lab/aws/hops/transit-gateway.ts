import type { Lab, VpnConnection } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { staysDown } from '../initiation.ts';
import { lookup } from '../lookup.ts';
import { associatedTable, effectiveRoutes } from '../transit-gateway.ts';
import { named } from './position.ts';
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
    const vpc = named(lab.vpcs, route.resource);
    return { kind: 'vpc', node: vpc.name, vpc, sender: null };
  }
  return intoVpn(lab, named(lab.vpnConnections, route.resource));
}

/** AWS sends through one tunnel of the connection; here through the first that does not stay down as configured. */
function intoVpn(lab: Lab, connection: VpnConnection): Outcome {
  const { router } = named(lab.customerGateways, connection.customerGateway);
  for (const tunnel of connection.tunnels) {
    const routerConnection = router.connections.find((each) => each.tunnel === tunnel.name);
    if (routerConnection !== undefined && !staysDown(lab, tunnel.name)) {
      return { kind: 'tunnel', node: tunnel.name, connection, routerConnection, towards: 'router' };
    }
  }
  return drop('noTunnelComesUp', { vpn: connection.name, router: router.name });
}
