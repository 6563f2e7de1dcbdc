import { bound } from '../../topology/graph/find.ts';
import { drop } from '../explanation.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import { atRouter } from './position.ts';
import type { AtTunnel, Outcome } from './position.ts';
import { trafficSelectorDrop } from './traffic-selectors.ts';

/** What a tunnel endpoint does with a packet from either side. */
export function hopAtTunnel(packet: Packet, { connection, routerConnection, towards }: AtTunnel): Outcome {
  const { lab, source, destination } = packet;
  if (towards === 'router') {
    const gateway = bound(lab.customerGateways, connection.customerGateway);
    const dropped = trafficSelectorDrop(
      connection,
      routerConnection,
      destination,
      source,
      gateway.router.name,
    );
    return dropped ?? atRouter(gateway);
  }
  if (connection.gateway === null) return drop('vpnWithoutGateway', { vpn: connection.name });
  const gateway = bound(lab.gateways, connection.gateway);
  return (
    atGateway(gateway, { resourceType: 'vpn', resource: connection.name }) ??
    drop('vpnNotAttached', { vpn: connection.name, gateway: gateway.name })
  );
}
