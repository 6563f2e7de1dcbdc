import { contains } from '../../topology/cidr.ts';
import type { Instance, Lab, RouteTarget, Vpc } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { lookup } from '../lookup.ts';
import { securityGroupsAllow } from '../security-group.ts';
import { subnetRoutes } from '../vpc.ts';
import { atTransitGateway, named } from './position.ts';
import type { AtVpc, Outcome, Packet, Position } from './position.ts';

/** What a VPC's implicit router does: it enforces security groups and the subnets' route tables. */
export function hopAtVpc(packet: Packet, { vpc, sender }: AtVpc): Outcome {
  const { address } = packet.destination;
  if (sender === null) {
    return contains(vpc.cidrBlock, address)
      ? deliverInVpc(packet, vpc)
      : drop(
          'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
          `the local route of ${vpc.name} (${vpc.cidrBlock}) does not include ${address}`,
        );
  }
  const refused = securityGroupDrop(packet, vpc, sender, 'egress', address);
  if (refused !== null) return refused;

  const route = lookup(subnetRoutes(vpc, sender.subnet), address);
  const table = named(vpc.subnets, sender.subnet).routeTable;
  if (route === null) {
    return drop(
      'NO_ROUTE_TO_DESTINATION',
      `route table ${table} of subnet ${sender.subnet} has no applicable route to ${address}`,
    );
  }
  if (route.target.kind === 'local') return deliverInVpc(packet, vpc);
  const next = atTarget(packet.lab, route.target, vpc);
  if (next === null) {
    return drop(
      'BAD_STATE_ROUTE',
      `the route to ${route.destinationCidrBlock} in route table ${table} is a blackhole`,
    );
  }
  return next;
}

/** Where a route leads; null where its gateway has no attachment of the VPC, as for a blackhole route. */
function atTarget(lab: Lab, target: RouteTarget, vpc: Vpc): Position | null {
  if (target.kind === 'blackhole') return null;
  return atTransitGateway(named(lab.gateways, target.name), 'vpc', vpc.name);
}

function deliverInVpc(packet: Packet, vpc: Vpc): Outcome {
  const { source, destination } = packet;
  if (destination.kind !== 'instance' || destination.vpc.name !== vpc.name) {
    return drop(
      'NO_POSSIBLE_DESTINATION',
      `${destination.address} in ${vpc.name} is not ${destination.name}`,
    );
  }
  return securityGroupDrop(packet, vpc, destination.instance, 'ingress', source.address) ?? 'delivered';
}

function securityGroupDrop(
  { flow }: Packet,
  vpc: Vpc,
  instance: Instance,
  direction: 'ingress' | 'egress',
  peerIp: string,
): Explanation | null {
  if (flow === null || securityGroupsAllow(vpc, instance, direction, flow, peerIp)) return null;
  const groups = instance.securityGroups.join(', ');
  const what = flow.port === null ? flow.protocol : `${flow.protocol} port ${flow.port}`;
  const rule = direction === 'ingress' ? `inbound rule for ${what} from` : `outbound rule for ${what} to`;
  return drop('ENI_SG_RULES_MISMATCH', `${groups} of ${instance.name} has no ${rule} ${peerIp}`);
}
