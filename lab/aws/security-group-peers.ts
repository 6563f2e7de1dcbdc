import { bound } from '../topology/graph/find.ts';
import type { Lab, SecurityGroupRule, Vpc } from '../topology/types.ts';

/**
 * The CIDR blocks of a rule's other side. A security group stands for the private addresses of the network interfaces that
 * have it (AWS VPC user guide, Security group referencing).
 */
export function peersOf(
  { vpcs }: Pick<Lab, 'vpcs'>,
  own: Vpc,
  { cidrIp, referencedSecurityGroup: reference }: SecurityGroupRule,
): string[] {
  if (reference === null) return cidrIp === null ? [] : [cidrIp];
  const { instances } = reference.vpc === null ? own : bound(vpcs, reference.vpc);
  return instances
    .filter(({ securityGroups }) => securityGroups.includes(reference.name))
    .map(({ privateIpAddress }) => `${privateIpAddress}/32`);
}
