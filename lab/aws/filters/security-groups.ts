import type { FactsOf } from '../../causes/cause.ts';
import type { VPC_CAUSES } from '../../causes/vpc.ts';
import { contains } from '../../topology/cidr.ts';
import type { Instance, SecurityGroupRule, Vpc } from '../../topology/types.ts';
import { drop } from '../explanation.ts';
import { trafficOf } from '../flow.ts';
import type { Flow } from '../flow.ts';
import type { PacketFilter } from './packet-filter.ts';

/**
 * Security groups are stateful: what answers a request that they have let pass always passes (AWS VPC user guide,
 * Security groups).
 */
export const securityGroups: PacketFilter = ({ flow, source, destination }, { vpc, instance, direction }) => {
  const peer = (direction === 'ingress' ? source : destination).address;
  if (flow.direction === 'reply' || securityGroupsAllow(vpc, instance, direction, flow, peer)) return null;
  const cause = direction === 'ingress' ? 'noInboundRule' : 'noOutboundRule';
  return drop(cause, missingRule(instance, flow, peer));
};

/**
 * Whether the security groups of an instance let a flow in or out; `peerIp` is its other end. A rule of any of its
 * groups is enough. Ask only for requests.
 */
export function securityGroupsAllow(
  vpc: Vpc,
  instance: Instance,
  direction: 'ingress' | 'egress',
  flow: Flow,
  peerIp: string,
): boolean {
  return vpc.securityGroups
    .filter(({ name }) => instance.securityGroups.includes(name))
    .some((group) => group[direction].some((rule) => ruleAllows(rule, flow, peerIp)));
}

/** The facts of a drop by the security groups of an instance, that have no rule for a flow from or to `peer`. */
export function missingRule(
  { name, securityGroups }: Instance,
  flow: Flow,
  peer: string,
): FactsOf<typeof VPC_CAUSES.noInboundRule> {
  return {
    groups: securityGroups.join(', '),
    instance: name,
    traffic: trafficOf(flow),
    peer,
    group: securityGroups[0] ?? 'a security group',
  };
}

function ruleAllows(rule: SecurityGroupRule, flow: Flow, peerIp: string): boolean {
  const { ports } = rule;
  const { destinationPort } = flow;
  const protocol = rule.protocol === 'all' || rule.protocol === flow.protocol;
  const port =
    ports === null ||
    (destinationPort !== null && ports.from <= destinationPort && destinationPort <= ports.to);
  return protocol && port && contains(rule.cidrIp, peerIp);
}
