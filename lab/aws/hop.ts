import type { Host } from './hosts.ts';
import { hopAtInternet, hopAtInternetGateway } from './hops/internet.ts';
import { atRouter } from './hops/position.ts';
import type { Outcome, Packet, Position } from './hops/position.ts';
import { hopAtTransitGateway } from './hops/transit-gateway.ts';
import { hopAtVpc } from './hops/vpc.ts';
import { hopAtRouter, hopAtTunnel } from './hops/vpn.ts';

/** The first node that a host's packets meet: its VPC's implicit router, or its site's router. */
export function firstPosition(host: Host): Position {
  return host.kind === 'instance'
    ? { kind: 'vpc', node: host.vpc.name, vpc: host.vpc, sender: host.instance }
    : atRouter(host.customerGateway);
}

/** Asks the node at a position what becomes of the packet. */
export function hop(packet: Packet, position: Position): Outcome {
  switch (position.kind) {
    case 'vpc':
      return hopAtVpc(packet, position);
    case 'transitGateway':
      return hopAtTransitGateway(packet, position);
    case 'tunnel':
      return hopAtTunnel(packet, position);
    case 'router':
      return hopAtRouter(packet, position);
    case 'internetGateway':
      return hopAtInternetGateway(packet, position);
    case 'internet':
      return hopAtInternet(packet, position);
  }
}
