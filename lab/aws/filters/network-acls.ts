import type { MetCause } from '../../causes/cause.ts';
import { because } from '../../causes/catalogue.ts';
import { contains } from '../../topology/cidr.ts';
import type { NetworkAcl, NetworkAclEntry, Vpc } from '../../topology/types.ts';
import type { Flow } from '../flow.ts';
import type { Crossing, PacketFilter } from './packet-filter.ts';
import { isOf } from './traffic.ts';

/**
 * Network ACLs stand at the boundary of a subnet and know no flows: each packet that leaves or enters is asked for, and
 * the rule of the lowest number that matches decides. Between hosts of one subnet there is none (AWS VPC user guide,
 * Network ACLs).
 */
export const networkAcls: PacketFilter = ({ flow, source, destination }, { vpc, instance, direction }) => {
  const { address: peer } = direction === 'ingress' ? source : destination;
  const acl = networkAclOf(vpc, instance.subnet);
  if (acl === undefined || subnetAt(vpc, peer) === instance.subnet) return null;
  const entry = decidingEntry(acl, direction, flow, peer);
  if (entry?.ruleAction === 'allow') return null;
  const packet = { acl: acl.name, subnet: instance.subnet, direction, flow, peer };
  return { kind: 'drop', ...deniedByAcl({ ...packet, ruleNumber: entry?.ruleNumber ?? null }) };
};

/** The network ACL that is associated with a subnet; undefined where it has the default one, which allows everything. */
export function networkAclOf({ networkAcls }: Vpc, subnet: string): NetworkAcl | undefined {
  return networkAcls.find(({ associations }) => associations.includes(subnet));
}

/** The subnet of a VPC that an address is in. */
function subnetAt({ subnets }: Vpc, address: string): string | undefined {
  return subnets.find(({ cidrBlock }) => contains(cidrBlock, address))?.name;
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
  if (flow.direction === 'request' || flow.protocol === 'icmp')
    return because('noNetworkAclRule', { acl, subnet, traffic });
  const whither = direction === 'ingress' ? 'in from' : 'out to';
  return because('noEphemeralPorts', {
    ...{ acl, subnet, traffic, peer },
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
