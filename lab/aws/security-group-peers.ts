import { asBlock } from '../topology/cidr.ts';
import { isOfVersion } from '../topology/graph/ip-versions.ts';
import { bound } from '../topology/graph/find.ts';
import type { Lab, SecurityGroupRule, Vpc } from '../topology/types.ts';

/**
 * The CIDR blocks of a rule's other side: its own, or those of its prefix list. A security group stands for the private addresses of the network interfaces that
 * have it (AWS VPC user guide, Security group referencing).
 */
export function peersOf(
  lab: Pick<Lab, 'vpcs' | 'prefixLists' | 'ipVersion'>,
  own: Vpc,
  { cidrIp, prefixListId, referencedSecurityGroup: reference }: SecurityGroupRule,
): string[] {
  if (prefixListId !== undefined) return [...bound(lab.prefixLists, prefixListId).entries];
  if (reference === null) return cidrIp === null ? [] : [cidrIp];
  const { instances } = reference.vpc === null ? own : bound(lab.vpcs, reference.vpc);
  return instances
    .filter(({ securityGroups }) => securityGroups.includes(reference.name))
    .filter(({ privateIpAddress }) => isOfVersion(lab, privateIpAddress))
    .map(({ privateIpAddress }) => asBlock(privateIpAddress));
}
