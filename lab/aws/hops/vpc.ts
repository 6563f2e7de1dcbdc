import { contains, containsAny } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { Lab, RouteTarget, Vpc } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { filterDrop } from '../filters/filters.ts';
import { lookup } from '../lookup.ts';
import { isInZoneOf, subnetRoutes } from '../vpc.ts';
import { unpropagated } from '../vpn-gateway.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import type { AtVpc, Outcome } from './position.ts';

/** What a VPC's implicit router does: it filters at its instances, and routes by the subnets' route tables. */
export function hopAtVpc(packet: Packet, at: AtVpc): Outcome {
  const { vpc, sender, subnet } = at;
  const { address } = packet.destination;
  const refused = sender === null ? null : filterDrop(packet, { vpc, instance: sender, direction: 'egress' });
  if (refused !== null) return refused;
  if (subnet === null) {
    return containsAny(vpc.cidrBlocks, address)
      ? deliverInVpc(packet, vpc)
      : drop('beyondLocalRoute', { vpc: vpc.name, cidrBlocks: vpc.cidrBlocks.join(', '), address });
  }
  const route = lookup(subnetRoutes(packet.lab, vpc, subnet), address);
  if (route === null) return noRoute(packet, at, subnet);
  if (route.target.kind === 'local' || contains(bound(vpc.subnets, subnet).cidrBlock, address))
    return deliverInVpc(packet, vpc);
  const to = { destination: route.destinationCidrBlock, table: bound(vpc.subnets, subnet).routeTable };
  return atTarget(packet, route.target, vpc, subnet, to);
}

function noRoute({ lab, destination }: Packet, { vpc, natGateway }: AtVpc, subnet: string): Outcome {
  const { routeTable: table } = bound(vpc.subnets, subnet);
  const facts = { table, subnet, address: destination.address };
  if (natGateway !== undefined) return drop('natGatewayWithoutRoute', { ...facts, gateway: natGateway.name });
  if (destination.kind === 'internet') return drop('noInternetRoute', facts);
  const gateway = unpropagated(lab, vpc, bound(vpc.routeTables, table), destination.address);
  if (gateway === null) return drop('noSubnetRoute', facts);
  return drop('routePropagationOff', { ...facts, gateway: gateway.name });
}

/** A route, as it is named. */
interface NamedRoute {
  readonly destination: string;
  readonly table: string;
}

/** Where a route leads from a subnet. */
function atTarget(packet: Packet, target: RouteTarget, vpc: Vpc, subnet: string, route: NamedRoute): Outcome {
  switch (target.kind) {
    case 'blackhole':
      return drop('subnetRouteIsBlackhole', route);
    case 'instance': {
      const instance = vpc.instances.find(({ name }) => name === target.name);
      if (instance === undefined) return drop('routeTargetGone', { ...route, target: target.name });
      const refused = filterDrop(packet, { vpc, instance, direction: 'ingress' });
      return refused ?? { kind: 'instance', node: target.name, vpc, instance };
    }
    case 'natGateway': {
      const natGateway = vpc.natGateways.find(({ name }) => name === target.name);
      if (natGateway === undefined) return drop('routeTargetGone', { ...route, target: target.name });
      return { kind: 'natGateway', node: target.name, vpc, natGateway };
    }
    default:
      return atGatewayOf(packet.lab, target.name, vpc, subnet, route);
  }
}

/** The gateway that a route leads to, unless it is detached, or has no interface in the subnet's zone. */
function atGatewayOf(lab: Lab, name: string, vpc: Vpc, subnet: string, route: NamedRoute): Outcome {
  const gateway = lab.gateways.find((each) => each.name === name);
  const attachment = gateway === undefined ? undefined : attachmentOf(gateway, 'vpc', vpc.name);
  if (gateway === undefined || attachment === undefined)
    return drop('routeTargetDetached', { ...route, target: name, vpc: vpc.name });
  if (!isInZoneOf(attachment, vpc, subnet)) {
    const { availabilityZone: zone } = bound(vpc.subnets, subnet);
    return drop('noAttachmentInZone', { attachment: attachment.name, zone, subnet, gateway: name });
  }
  return atGateway(gateway, { resourceType: 'vpc', resource: vpc.name })!;
}

function deliverInVpc(packet: Packet, vpc: Vpc): Outcome {
  const { name: host, address } = packet.destination;
  const natGateway = vpc.natGateways.find(({ privateIpAddress }) => privateIpAddress === address);
  if (natGateway !== undefined) return { kind: 'natGateway', node: natGateway.name, vpc, natGateway };
  const instance = vpc.instances.find(({ privateIpAddress }) => privateIpAddress === address);
  if (instance === undefined) return drop('noNetworkInterface', { vpc: vpc.name, address, host });
  const refused = filterDrop(packet, { vpc, instance, direction: 'ingress' });
  if (refused !== null || instance.name === host) return refused ?? 'delivered';
  return { ...drop('addressShared', { address, node: instance.name, host }), receiver: instance.name };
}
