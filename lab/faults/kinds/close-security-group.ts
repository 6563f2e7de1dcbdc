import { z } from 'zod';
import { ingressChain, SECURITY_GROUP_TABLE } from '../../plan/nodes/security-groups.ts';
import { faultKind } from '../fault.ts';
import { nft } from '../nft-table.ts';
import { ownedObjectNamed } from '../objects.ts';

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
    const { owner, item } = ownedObjectNamed(
      'securityGroup',
      lab.vpcs,
      (vpc) => vpc.securityGroups,
      securityGroup,
    );
    const { name, rules } = ingressChain(item);
    const chain = `${SECURITY_GROUP_TABLE} ${name}`;
    const empty = `flush chain ip ${chain}`;
    return {
      text: `security group ${item.name} of ${owner.name} has no ingress rule`,
      apply: [{ node: owner.name, run: nft([empty]) }],
      undo: [{ node: owner.name, run: nft([empty, ...rules.map((rule) => `add rule ip ${chain} ${rule}`)]) }],
    };
  },
});
