import type { Attachment, Lab } from '../topology/types.ts';

/**
 * The CIDR blocks of the VPC that an attachment is of, to propagate; none if it is of no VPC. The IPv6 block needs the attachment's
 * Ipv6Support (EC2 API, CreateTransitGatewayVpcAttachmentRequestOptions).
 */
export function vpcCidrBlocks(
  { vpcs, ipVersion }: Pick<Lab, 'vpcs' | 'ipVersion'>,
  { resourceType, resource, ipv6Support }: Attachment,
): readonly string[] {
  const vpc = resourceType === 'vpc' ? vpcs.find(({ name }) => name === resource) : undefined;
  if (vpc === undefined) return [];
  const { cidrBlocks, ipv6CidrBlock } = vpc;
  const takesIpv6 = ipv6Support === 'enable';
  if (ipVersion === 'ipv6') return takesIpv6 ? cidrBlocks : [];
  return takesIpv6 && ipv6CidrBlock !== undefined ? [...cidrBlocks, ipv6CidrBlock] : cidrBlocks;
}
