import { contains } from '../../topology/cidr.ts';
import type { Instance, Lab, RouteTarget, Vpc } from '../../topology/types.ts';
import { bound } from '../../topology/graph/find.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { lookup } from '../lookup.ts';
import { missingRule, securityGroupsAllow } from '../security-group.ts';
import { subnetRoutes } from '../vpc.ts';
import { atTransitGateway } from './position.ts';
import type { AtVpc, Outcome, Packet, Position } from './position.ts';

/** What a VPC's implicit router does: it enforces security groups and the subnets' route tables. */
export function hopAtVpc(packet: Packet, { vpc, sender }: AtVpc): Outcome {
  const { address } = packet.destination;
  if (sender === null) {
    return contains(vpc.cidrBlock, address)
      ? deliverInVpc(packet, vpc)
      : drop('beyondLocalRoute', { vpc: vpc.name, cidrBlock: vpc.cidrBlock, address });
  }
  const refused = securityGroupDrop(packet, vpc, sender, 'egress', address);
  if (refused !== null) return refused;

  const route = lookup(subnetRoutes(vpc, sender.subnet), address);
  const table = bound(vpc.subnets, sender.subnet).routeTable;
  if (route === null) return drop('noSubnetRoute', { table, subnet: sender.subnet, address });
  if (route.target.kind === 'local') return deliverInVpc(packet, vpc);
  const next = atTarget(packet.lab, route.target, vpc);
  if (next === null) {
    return drop('subnetRouteIsBlackhole', { destination: route.destinationCidrBlock, table });
  }
  return next;
}

/** Where a route leads; null where its gateway has no attachment of the VPC, as for a blackhole route. */
function atTarget(lab: Lab, target: RouteTarget, vpc: Vpc): Position | null {
  if (target.kind === 'blackhole') return null;
  return atTransitGateway(bound(lab.gateways, target.name), 'vpc', vpc.name);
}

function deliverInVpc(packet: Packet, vpc: Vpc): Outcome {
  const { source, destination } = packet;
  if (destination.kind !== 'instance' || destination.vpc.name !== vpc.name) {
    return drop('noNetworkInterface', {
      vpc: vpc.name,
      address: destination.address,
      host: destination.name,
    });
  }
  return securityGroupDrop(packet, vpc, destination.instance, 'ingress', source.address) ?? 'delivered';
}

function securityGroupDrop(
  { flow }: Packet,
  vpc: Vpc,
  instance: Instance,
  direction: 'ingress' | 'egress',
  peer: string,
): Explanation | null {
  if (flow === null || securityGroupsAllow(vpc, instance, direction, flow, peer)) return null;
  return drop(
    direction === 'ingress' ? 'noInboundRule' : 'noOutboundRule',
    missingRule(instance, flow, peer),
  );
}
