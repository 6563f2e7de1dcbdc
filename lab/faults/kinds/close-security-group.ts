import { z } from 'zod';
import { ingressChain, SECURITY_GROUP_TABLE } from '../../plan/nodes/security-groups.ts';
import { faultKind } from '../fault.ts';
import { nft } from '../nft-table.ts';
import { revokeSecurityGroupIngress, securityGroupNamed } from '../../topology/edits/security-group.ts';
import type { SecurityGroup } from '../../topology/types.ts';

/**
 * Takes every ingress rule out of a security group. Flows that are tracked go on: a running ping is still answered, a
 * new one is not (AWS VPC user guide, Security group connection tracking).
 */
export const closeSecurityGroup = faultKind({
  summary: 'take every ingress rule out of a security group',
  parameters: z.strictObject({
    securityGroup: z.string().describe('security group, e.g. vpc-a-icmp; <vpc>/<name> if several have it'),
  }),
  plan({ definition: lab }, { securityGroup }) {
    const { owner, item } = securityGroupNamed(lab, securityGroup);
    const closed = securityGroupNamed(revokeSecurityGroupIngress(lab, { securityGroup }), securityGroup);
    return {
      text: `security group ${item.name} of ${owner.name} has no ingress rule`,
      apply: [{ node: owner.name, run: setIngress(closed.item) }],
      undo: [{ node: owner.name, run: setIngress(item) }],
    };
  },
});

/** Gives a security group's chain the group's ingress rules, in place of those that it has. */
function setIngress(group: SecurityGroup): string {
  const { name, rules } = ingressChain(group);
  const chain = `ip ${SECURITY_GROUP_TABLE} ${name}`;
  return nft([`flush chain ${chain}`, ...rules.map((rule) => `add rule ${chain} ${rule}`)]);
}
