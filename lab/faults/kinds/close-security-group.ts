import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';
import { revokeSecurityGroupIngress, securityGroupNamed } from '../../topology/edits/security-group.ts';

/**
 * Takes every ingress rule out of a security group. Flows that are tracked go on: a running ping is still answered, a
 * new one is not (AWS VPC user guide, Security group connection tracking).
 */
export const closeSecurityGroup = faultKind({
  summary: 'take every ingress rule out of a security group',
  parameters: z.strictObject({
    securityGroup: z.string().describe('security group, e.g. vpc-a-icmp; <vpc>/<name> if several have it'),
  }),
  plan(planned, { securityGroup }) {
    const { owner, item } = securityGroupNamed(planned.definition, securityGroup);
    return {
      text: `security group ${item.name} of ${owner.name} has no ingress rule`,
      ...replan(planned, revokeSecurityGroupIngress(planned.definition, { securityGroup })),
    };
  },
});
