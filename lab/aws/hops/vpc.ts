import { containsAny } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import type { Lab, RouteTarget, Vpc } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { filterDrop } from '../filters/filters.ts';
import { lookup } from '../lookup.ts';
import { subnetRoutes } from '../vpc.ts';
import { unpropagated } from '../vpn-gateway.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import type { AtVpc, Outcome, Position } from './position.ts';

/** What a VPC's implicit router does: it filters at its instances, and routes by the subnets' route tables. */
export function hopAtVpc(packet: Packet, { vpc, sender }: AtVpc): Outcome {
  const { address } = packet.destination;
  if (sender === null) {
    return containsAny(vpc.cidrBlocks, address)
      ? deliverInVpc(packet, vpc)
      : drop('beyondLocalRoute', { vpc: vpc.name, cidrBlocks: vpc.cidrBlocks.join(', '), address });
  }
  const refused = filterDrop(packet, { vpc, instance: sender, direction: 'egress' });
  if (refused !== null) return refused;

  const route = lookup(subnetRoutes(packet.lab, vpc, sender.subnet), address);
  const table = bound(vpc.subnets, sender.subnet).routeTable;
  if (route === null) return noRoute(packet, vpc, sender.subnet);
  if (route.target.kind === 'local') return deliverInVpc(packet, vpc);
  const next = atTarget(packet.lab, route.target, vpc);
  if (next === null) {
    return drop('subnetRouteIsBlackhole', { destination: route.destinationCidrBlock, table });
  }
  return next;
}

function noRoute({ lab, destination: { address } }: Packet, vpc: Vpc, subnet: string): Outcome {
  const { routeTable: table } = bound(vpc.subnets, subnet);
  const facts = { table, subnet, address };
  const gateway = unpropagated(lab, vpc, bound(vpc.routeTables, table), address);
  if (gateway === null) return drop('noSubnetRoute', facts);
  return drop('routePropagationOff', { ...facts, gateway: gateway.name });
}

/** Where a route leads; null where its gateway has no attachment of the VPC, as for a blackhole route. */
function atTarget(lab: Lab, target: RouteTarget, vpc: Vpc): Position | null {
  if (target.kind === 'blackhole') return null;
  return atGateway(bound(lab.gateways, target.name), { resourceType: 'vpc', resource: vpc.name });
}

function deliverInVpc(packet: Packet, vpc: Vpc): Outcome {
  const { name: host, address } = packet.destination;
  const instance = vpc.instances.find(({ privateIpAddress }) => privateIpAddress === address);
  if (instance === undefined) return drop('noNetworkInterface', { vpc: vpc.name, address, host });
  const refused = filterDrop(packet, { vpc, instance, direction: 'ingress' });
  if (refused !== null || instance.name === host) return refused ?? 'delivered';
  return { ...drop('addressShared', { address, node: instance.name, host }), receiver: instance.name };
}
