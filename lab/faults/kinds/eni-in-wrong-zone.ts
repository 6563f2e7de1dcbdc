import * as z from 'zod';
import { bound } from '../../topology/graph/find.ts';
import { attachmentNamed } from '../../topology/edits/transit-gateway-association.ts';
import { modifyTransitGatewayVpcAttachment } from '../../topology/edits/transit-gateway-attachment.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/**
 * Leaves an attachment one network interface (ENI), in the zone of one subnet: what instances of other zones send does not
 * reach the Transit Gateway, though their route tables lead to it (AWS Transit Gateway guide, VPC attachments).
 */
export const eniInWrongZone = faultKind({
  summary: "have a VPC attachment's network interface in the zone of one subnet alone",
  parameters: z.strictObject({
    attachment: z
      .string()
      .describe('attachment of a VPC, e.g. att-vpc-a; <transit gateway>/<name> if several have it'),
    subnet: z.string().describe('subnet of that VPC, e.g. vpc-a-public-1'),
  }),
  plan(planned, { attachment, subnet }) {
    const { definition } = planned;
    const changed = modifyTransitGatewayVpcAttachment(definition, { attachment, subnets: [subnet] });
    const { item } = attachmentNamed(definition, attachment);
    const { availabilityZone } = bound(bound(definition.vpcs, item.resource).subnets, subnet);
    return {
      text: `${item.name} has its one network interface in ${subnet}, ${availabilityZone}`,
      ...replan(planned, changed),
    };
  },
});
