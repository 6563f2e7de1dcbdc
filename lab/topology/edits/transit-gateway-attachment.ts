import { UsageError } from '../../errors.ts';
import { bound } from '../graph/find.ts';
import { withGateway } from '../objects/gateways.ts';
import type { Attachment } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed } from './objects.ts';
import { attachmentNamed } from './transit-gateway-association.ts';

/**
 * `ModifyTransitGatewayVpcAttachment`: the subnets of the VPC that an attachment has its network interfaces in from now on.
 * @throws {UsageError} if there is no such attachment, it is of no VPC, or the VPC has no such subnet.
 */
export const modifyTransitGatewayVpcAttachment: Edit<{
  readonly attachment: string;
  readonly subnets: readonly string[];
}> = (lab, { attachment, subnets }) => {
  const { owner, item } = attachmentNamed(lab, attachment);
  if (item.resourceType !== 'vpc')
    throw new UsageError({ key: 'attachment', what: 'is an attachment of no VPC', value: item.name });
  const vpc = bound(lab.vpcs, item.resource);
  for (const subnet of subnets) objectNamed('subnet', vpc.subnets, subnet);
  const changed: Attachment = { ...item, subnets };
  return withGateway(lab, { ...owner, attachments: replaced(owner.attachments, item, changed) });
};
