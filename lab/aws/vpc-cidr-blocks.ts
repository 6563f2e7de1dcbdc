import type { Attachment, Lab } from '../topology/types.ts';

/** The CIDR blocks of the VPC that an attachment is of; none if it is of no VPC. */
export function vpcCidrBlocks(
  { vpcs }: Pick<Lab, 'vpcs'>,
  { resourceType, resource }: Attachment,
): readonly string[] {
  if (resourceType !== 'vpc') return [];
  return vpcs.find(({ name }) => name === resource)?.cidrBlocks ?? [];
}
