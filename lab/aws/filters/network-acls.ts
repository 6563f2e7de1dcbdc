import type { MetCause } from '../../causes/cause.ts';
import { because } from '../../causes/catalogue.ts';
import { asBlock, contains } from '../../topology/cidr.ts';
import type { NetworkAcl, NetworkAclEntry, Vpc } from '../../topology/types.ts';
import { isToPort } from '../flow.ts';
import type { Flow } from '../flow.ts';
import type { Explanation } from '../explanation.ts';
import type { Packet } from '../hops/packet.ts';
import type { Crossing } from './packet-filter.ts';
import { isOf } from './traffic.ts';

/** A network interface as network ACLs see it: the subnet that it is in, and whether it is an attachment's. */
export interface SubnetInterface {
  readonly subnet: string;
  /** Whether it is the one of a Transit Gateway attachment. */
  readonly isAttachment: boolean;
}

/** A way through a VPC, between two network interfaces in subnets; null for a gateway that is in none. */
export interface WayBetween {
  readonly from: SubnetInterface | null;
  readonly to: SubnetInterface | null;
}

/**
 * The subnets whose network ACLs a packet is asked for, by direction. Within a subnet there is none, but for what an instance sends to an
 * attachment's network interface: its subnet's rules are asked both ways (AWS Transit Gateway guide, Network ACLs). Of what comes by
 * that interface and goes back by it AWS writes nothing; it does not leave the subnet.
 */
export function subnetsCrossed({
  from,
  to,
}: WayBetween): Readonly<Record<Crossing['direction'], string | null>> {
  const isWithin =
    from !== null && to !== null && from.subnet === to.subnet && (from.isAttachment || !to.isAttachment);
  return isWithin
    ? { egress: null, ingress: null }
    : { egress: from?.subnet ?? null, ingress: to?.subnet ?? null };
}

/**
 * Network ACLs stand at the boundary of a subnet and know no flows: each packet that leaves or enters is asked for, and
 * the rule of the lowest number that matches decides (AWS VPC user guide, Network ACLs).
 */
export function networkAclDrop(
  { flow, source, destination }: Packet,
  vpc: Vpc,
  way: WayBetween,
): Explanation | null {
  const crossed = subnetsCrossed(way);
  for (const direction of ['egress', 'ingress'] as const) {
    const subnet = crossed[direction];
    const acl = subnet === null ? undefined : networkAclOf(vpc, subnet);
    if (subnet === null || acl === undefined) continue;
    const { address: peer } = direction === 'ingress' ? source : destination;
    const entry = decidingEntry(acl, direction, flow, peer);
    if (entry?.ruleAction === 'allow') continue;
    const ruleNumber = entry?.ruleNumber ?? null;
    return { kind: 'drop', ...deniedByAcl({ acl: acl.name, subnet, direction, flow, peer, ruleNumber }) };
  }
  return null;
}

/** The network ACL that is associated with a subnet; undefined where it has the default one, which allows everything. */
export function networkAclOf({ networkAcls }: Vpc, subnet: string): NetworkAcl | undefined {
  return networkAcls.find(({ associations }) => associations.includes(subnet));
}

/** A packet that a network ACL denies, and the number of the rule; null for the last, `*`. */
export interface DeniedPacket {
  readonly acl: string;
  readonly subnet: string;
  readonly direction: Crossing['direction'];
  readonly flow: Flow;
  /** Address of its other end. */
  readonly peer: string;
  readonly ruleNumber: number | null;
}

/** Why it is denied. What answers a connection and finds no rule lacks the ephemeral ports. */
export function deniedByAcl({ acl, subnet, direction, flow, peer, ruleNumber }: DeniedPacket): MetCause {
  const traffic = trafficAcross(flow, direction, peer);
  if (ruleNumber !== null) return because('networkAclDenies', { acl, subnet, ruleNumber, traffic });
  if (flow.direction === 'request' || !isToPort(flow))
    return because('noNetworkAclRule', { acl, subnet, traffic });
  const whither = direction === 'ingress' ? 'in from' : 'out to';
  return because('noEphemeralPorts', {
    ...{ acl, subnet, traffic },
    peerBlock: asBlock(peer),
    protocol: flow.protocol,
    direction: whither,
  });
}

/** One packet of a flow in words, e.g. `inbound tcp port 443 from 10.30.141.20`. */
function trafficAcross(
  { protocol, destinationPort, direction: leg }: Flow,
  direction: Crossing['direction'],
  peer: string,
): string {
  const [way, preposition] = direction === 'ingress' ? ['inbound', 'from'] : ['outbound', 'to'];
  const what = destinationPort === null ? `${protocol} echo ${leg}` : `${protocol} port ${destinationPort}`;
  return `${way} ${what} ${preposition} ${peer}`;
}

function decidingEntry(
  { entries }: NetworkAcl,
  direction: Crossing['direction'],
  flow: Flow,
  peer: string,
): NetworkAclEntry | undefined {
  return entries.find(
    (entry) =>
      entry.egress === (direction === 'egress') && isOf(entry, flow) && contains(entry.cidrBlock, peer),
  );
}
