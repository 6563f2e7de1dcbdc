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

function ruleAllows(rule: SecurityGroupRule, flow: Flow, peerIp: string): boolean {
  const protocol = rule.protocol === 'all' || rule.protocol === flow.protocol;
  const port =
    rule.ports === null || (flow.port !== null && rule.ports.from <= flow.port && flow.port <= rule.ports.to);
  return protocol && port && contains(rule.cidrIp, peerIp);
}
