import * as z from 'zod';
import { replaceNetworkAclAssociation, subnetNamed } from '../../topology/edits/network-acl.ts';
import type { NetworkAclEntry } from '../../topology/types.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/** The ports of services, which such a network ACL is made of. */
const SERVICES = { from: 0, to: 1023 };

/**
 * Associates a subnet with a network ACL that lets in and out what goes to the ports of services, and ICMP, and thinks of
 * no answers: those go to ephemeral ports. So ping works both ways and no connection does (AWS VPC user guide,
 * Ephemeral ports).
 */
export const aclWithoutEphemeralPorts = faultKind({
  summary: 'associate a subnet with a network ACL that has no rules for ephemeral ports',
  parameters: z.strictObject({
    subnet: z.string().describe('subnet, e.g. vpc-a-private-1; <vpc>/<name> if several have it'),
  }),
  plan(planned, { subnet }) {
    const { owner, item } = subnetNamed(planned.definition, subnet);
    const networkAcl = { name: 'services-only', entries: [...entries(false), ...entries(true)] };
    return {
      text: `subnet ${item.name} of ${owner.name} has a network ACL, ${networkAcl.name}, without rules for ephemeral ports`,
      ...replan(planned, replaceNetworkAclAssociation(planned.definition, { subnet, networkAcl })),
    };
  },
});

function entries(egress: boolean): NetworkAclEntry[] {
  const allow = { egress, ruleAction: 'allow', cidrBlock: '0.0.0.0/0' } as const;
  const icmpTypeCode = { type: -1, code: -1 };
  return [
    { ...allow, ruleNumber: 100, protocol: 'icmp', ports: null, icmpTypeCode },
    { ...allow, ruleNumber: 110, protocol: 'tcp', ports: SERVICES, icmpTypeCode: null },
    { ...allow, ruleNumber: 120, protocol: 'udp', ports: SERVICES, icmpTypeCode: null },
  ];
}
