import { bound } from '../../topology/graph/find.ts';
import { drop } from '../explanation.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import { atRouter } from './position.ts';
import type { AtTunnel, Outcome } from './position.ts';
import { trafficSelectorDrop } from './traffic-selectors.ts';

/** What a tunnel endpoint does with a packet from either side. */
export function hopAtTunnel(packet: Packet, { vpnConnection, connection, towards }: AtTunnel): Outcome {
  const { lab, source, destination } = packet;
  if (towards === 'router') {
    const gateway = bound(lab.customerGateways, vpnConnection.customerGateway);
    const dropped = trafficSelectorDrop(vpnConnection, connection, destination, source, gateway.router.name);
    return dropped ?? atRouter(gateway);
  }
  if (vpnConnection.gateway === null) return drop('vpnWithoutGateway', { vpn: vpnConnection.name });
  const gateway = bound(lab.gateways, vpnConnection.gateway);
  return (
    atGateway(gateway, { resourceType: 'vpn', resource: vpnConnection.name }) ??
    drop('vpnNotAttached', { vpn: vpnConnection.name, gateway: gateway.name })
  );
}
