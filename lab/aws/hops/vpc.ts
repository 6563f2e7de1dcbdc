import { contains, containsAny } from '../../topology/cidr.ts';
import { bound } from '../../topology/graph/find.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { Instance, Lab, NatGateway, RouteTarget, Vpc } from '../../topology/types.ts';
import { attachmentSubnetFor } from '../availability-zones.ts';
import { drop } from '../explanation.ts';
import type { Explanation } from '../explanation.ts';
import { filterDrop } from '../filters/filters.ts';
import { networkAclDrop } from '../filters/network-acls.ts';
import type { SubnetInterface } from '../filters/network-acls.ts';
import { lookup } from '../lookup.ts';
import { missingSubnetRoute } from '../missing-subnet-route.ts';
import { subnetRoutes } from '../vpc.ts';
import { atGateway } from './gateways.ts';
import type { Packet } from './packet.ts';
import type { AtVpc, Outcome } from './position.ts';

/** What a VPC's implicit router does: it routes by the subnets' route tables, and filters at its subnets and instances. */
export function hopAtVpc(packet: Packet, at: AtVpc): Outcome {
  const { vpc, sender } = at;
  const refused = sender === null ? null : filterDrop(packet, { vpc, instance: sender, direction: 'egress' });
  if (refused !== null) return refused;
  const next = nextAt(packet, at);
  if ('kind' in next) return next;
  const { to, receiver, outcome } = next;
  return (
    networkAclDrop(packet, vpc, { from: interfaceOf(at), to }) ??
    (receiver === null ? null : filterDrop(packet, { vpc, instance: receiver, direction: 'ingress' })) ??
    outcome
  );
}

/** Where the router hands a packet on to, and what is there to filter it. */
interface Next {
  readonly to: SubnetInterface | null;
  /** The instance whose network interface it comes to. */
  readonly receiver: Instance | null;
  /** What becomes of it if nothing filters it. */
  readonly outcome: Outcome;
}

/** The network interface that a packet has come by. */
function interfaceOf({ sender, natGateway, subnet }: AtVpc): SubnetInterface | null {
  const own = sender ?? natGateway;
  if (own !== undefined) return { subnet: own.subnet, isAttachment: false };
  return subnet === null ? null : { subnet, isAttachment: true };
}

function nextAt(packet: Packet, at: AtVpc): Next | Explanation {
  const { vpc, subnet } = at;
  const { address } = packet.destination;
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

function noRoute({ lab, destination }: Packet, { vpc, natGateway }: AtVpc, subnet: string): Explanation {
  const { address, kind } = destination;
  const unrouted = {
    subnet,
    natGateway: natGateway?.name ?? null,
    address,
    isForInternet: kind === 'internet',
  };
  return { kind: 'drop', ...missingSubnetRoute(lab, vpc, unrouted) };
}

/** A route, as it is named. */
interface NamedRoute {
  readonly destination: string;
  readonly table: string;
}

/** Where a route leads from a subnet. */
function atTarget(
  { lab }: Packet,
  target: RouteTarget,
  vpc: Vpc,
  subnet: string,
  route: NamedRoute,
): Next | Explanation {
  switch (target.kind) {
    case 'blackhole':
      return drop('subnetRouteIsBlackhole', route);
    case 'instance': {
      const instance = vpc.instances.find(({ name }) => name === target.name);
      if (instance === undefined) return drop('routeTargetGone', { ...route, target: target.name });
      return atInstance(instance, { kind: 'instance', node: target.name, vpc, instance });
    }
    case 'natGateway': {
      const natGateway = vpc.natGateways.find(({ name }) => name === target.name);
      if (natGateway === undefined) return drop('routeTargetGone', { ...route, target: target.name });
      return atNatGateway(vpc, natGateway);
    }
    default:
      return atGatewayOf(lab, target.name, vpc, subnet, route);
  }
}

const atInstance = (receiver: Instance, outcome: Outcome): Next => ({
  to: { subnet: receiver.subnet, isAttachment: false },
  receiver,
  outcome,
});

const atNatGateway = (vpc: Vpc, natGateway: NatGateway): Next => ({
  to: { subnet: natGateway.subnet, isAttachment: false },
  receiver: null,
  outcome: { kind: 'natGateway', node: natGateway.name, vpc, natGateway },
});

/** The gateway that a route leads to, unless it is detached, or has no interface in the subnet's zone. */
function atGatewayOf(
  lab: Lab,
  name: string,
  vpc: Vpc,
  subnet: string,
  route: NamedRoute,
): Next | Explanation {
  const gateway = lab.gateways.find((each) => each.name === name);
  const attachment = gateway === undefined ? undefined : attachmentOf(gateway, 'vpc', vpc.name);
  if (gateway === undefined || attachment === undefined)
    return drop('routeTargetDetached', { ...route, target: name, vpc: vpc.name });
  const outcome = atGateway(gateway, { resourceType: 'vpc', resource: vpc.name })!;
  if (attachment.subnets.length === 0) return { to: null, receiver: null, outcome };
  const entry = attachmentSubnetFor(attachment, vpc, subnet);
  if (entry !== null) return { to: { subnet: entry, isAttachment: true }, receiver: null, outcome };
  const { availabilityZone: zone } = bound(vpc.subnets, subnet);
  return drop('noAttachmentInZone', { attachment: attachment.name, zone, subnet, gateway: name });
}

function deliverInVpc(packet: Packet, vpc: Vpc): Next | Explanation {
  const { name: host, address } = packet.destination;
  const natGateway = vpc.natGateways.find(({ privateIpAddress }) => privateIpAddress === address);
  if (natGateway !== undefined) return atNatGateway(vpc, natGateway);
  const instance = vpc.instances.find(({ privateIpAddress }) => privateIpAddress === address);
  if (instance === undefined) return drop('noNetworkInterface', { vpc: vpc.name, address, host });
  const { name } = instance;
  return atInstance(
    instance,
    name === host ? 'delivered' : { ...drop('addressShared', { address, node: name, host }), receiver: name },
  );
}
