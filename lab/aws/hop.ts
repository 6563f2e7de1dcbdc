import { gatewayOfHosts, isOneArmed } from '../topology/graph/sites.ts';
import type { Lab } from '../topology/types.ts';
import type { Host } from './hosts.ts';
import { hopAtGateway } from './hops/gateways.ts';
import { hopAtInternetGateway } from './hops/internet-gateway.ts';
import { INTERNET } from '../topology/names.ts';
import { hopAtInstance } from './hops/instance.ts';
import { hopAtInternet } from './hops/internet.ts';
import { hopAtNatGateway } from './hops/nat-gateway.ts';
import type { Packet } from './hops/packet.ts';
import { atInternetGateway, atRouter } from './hops/position.ts';
import type { Outcome, Position } from './hops/position.ts';
import { hopAtRouter } from './hops/router.ts';
import { hopAtTunnel } from './hops/tunnel.ts';
import { hopAtVirtualInterface } from './hops/virtual-interface.ts';
import { hopAtVpc } from './hops/vpc.ts';

/** The first node that a host's packets meet: the implicit router of its VPC or subnet, or its site's router. */
export function firstPosition(lab: Lab, host: Host): Position {
  if (host.kind === 'instance')
    return {
      kind: 'vpc',
      node: host.vpc.name,
      vpc: host.vpc,
      sender: host.instance,
      subnet: host.instance.subnet,
    };
  if (host.kind === 'internet') return { kind: 'internet', node: INTERNET };
  const { customerGateway } = host;
  const { router } = customerGateway;
  return isOneArmed(router) && host.name !== router.name
    ? atInternetGateway(customerGateway, 'host')
    : atRouter(host.name === router.name ? customerGateway : gatewayOfHosts(lab, customerGateway));
}

/** Asks the node at a position what becomes of the packet. */
export function hop(packet: Packet, position: Position): Outcome {
  switch (position.kind) {
    case 'vpc':
      return hopAtVpc(packet, position);
    case 'instance':
      return hopAtInstance(packet, position);
    case 'natGateway':
      return hopAtNatGateway(packet, position);
    case 'gateway':
      return hopAtGateway(packet, position);
    case 'tunnel':
      return hopAtTunnel(packet, position);
    case 'virtualInterface':
      return hopAtVirtualInterface(packet, position);
    case 'router':
      return hopAtRouter(packet, position);
    case 'internetGateway':
      return hopAtInternetGateway(packet, position);
    case 'internet':
      return hopAtInternet(packet);
  }
}
