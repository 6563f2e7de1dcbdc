import type { FactsOf } from '../../causes/cause.ts';
import type { VPC_CAUSES } from '../../causes/vpc.ts';
import { asBlock, contains } from '../../topology/cidr.ts';
import type { Instance, Lab, SecurityGroupRule, Vpc } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { trafficOf } from '../flow.ts';
import type { Flow } from '../flow.ts';
import { peersOf } from '../security-group-peers.ts';
import type { PacketFilter } from './packet-filter.ts';
import { isOf } from './traffic.ts';

/**
 * Security groups are stateful: what answers a request that they have let pass always passes (AWS VPC user guide,
 * Security groups).
 */
export const securityGroups: PacketFilter = (
  { lab, flow, source, destination },
  { vpc, instance, direction },
) => {
  const peer = (direction === 'ingress' ? source : destination).address;
  if (flow.direction === 'reply' || securityGroupsAllow(lab, vpc, instance, direction, flow, peer))
    return null;
  const cause = direction === 'ingress' ? 'noInboundRule' : 'noOutboundRule';
  return drop(cause, missingRule(instance, flow, peer));
};

/**
 * Whether the security groups of an instance let a flow in or out; `peerIp` is its other end. A rule of any of its
 * groups is enough. Ask only for requests.
 */
export function securityGroupsAllow(
  lab: Lab,
  vpc: Vpc,
  instance: Instance,
  direction: 'ingress' | 'egress',
  flow: Flow,
  peerIp: string,
): boolean {
  const isPeer = (rule: SecurityGroupRule): boolean =>
    peersOf(lab, vpc, rule).some((block) => contains(block, peerIp));
  return vpc.securityGroups
    .filter(({ name }) => instance.securityGroups.includes(name))
    .some((group) => group[direction].some((rule) => isOf(rule, flow) && isPeer(rule)));
}

/** The facts of a drop by the security groups of an instance, or of a router, that have no rule for a flow from or to `peer`. */
export function missingRule(
  { name, securityGroups }: Pick<Instance, 'name' | 'securityGroups'>,
  flow: Flow,
  peer: string,
): FactsOf<typeof VPC_CAUSES.noInboundRule> {
  return {
    groups: securityGroups.join(', '),
    instance: name,
    traffic: trafficOf(flow),
    peer,
    peerBlock: asBlock(peer),
    group: securityGroups[0] ?? 'a security group',
  };
}
