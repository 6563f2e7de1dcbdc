import type { FactsOf } from '../causes/cause.ts';
import type { VPC_CAUSES } from '../causes/vpc.ts';
import { contains } from '../topology/cidr.ts';
import type { Instance, SecurityGroupRule, Vpc } from '../topology/types.ts';

/** The first packet of a flow. */
export interface Flow {
  readonly protocol: 'icmp' | 'tcp' | 'udp';
  /** Destination port; null for ICMP. */
  readonly port: number | null;
}

/** What `ping` sends. */
export const ICMP_ECHO: Flow = { protocol: 'icmp', port: null };

/**
 * Whether the security groups of an instance let a flow in or out; `peerIp` is its other end. A rule of any of its
 * groups is enough. Ask only for the first packet of a flow: groups are stateful and its replies always pass
 * (AWS VPC user guide, Security groups).
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

/** A flow in words, e.g. `tcp port 443`. */
export function trafficOf({ protocol, port }: Flow): string {
  return port === null ? protocol : `${protocol} port ${port}`;
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
  const protocol = rule.protocol === 'all' || rule.protocol === flow.protocol;
  const port =
    rule.ports === null || (flow.port !== null && rule.ports.from <= flow.port && flow.port <= rule.ports.to);
  return protocol && port && contains(rule.cidrIp, peerIp);
}
