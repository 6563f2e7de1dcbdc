import * as z from 'zod';
import { networkAclNamed, replaceNetworkAclEntry } from '../../topology/edits/network-acl.ts';
import { faultKind } from '../fault.ts';
import { replan } from '../replan.ts';

/**
 * Makes a rule of a network ACL deny what it matches. Unlike a security group a network ACL also stops what is under way:
 * it knows no flows (AWS VPC user guide, Network ACLs).
 */
export const denyInNetworkAcl = faultKind({
  summary: 'make a rule of a network ACL deny what it matches',
  parameters: z.strictObject({
    networkAcl: z.string().describe('network ACL, e.g. acl-a; <vpc>/<name> if several have it'),
    ruleNumber: z.number().int().describe('number of the rule'),
    direction: z.enum(['inbound', 'outbound']).default('inbound').describe('direction of the rule'),
  }),
  plan(planned, { networkAcl, ruleNumber, direction }) {
    const { owner, item } = networkAclNamed(planned.definition, networkAcl);
    const entry = { ruleNumber, egress: direction === 'outbound', ruleAction: 'deny' } as const;
    return {
      text: `${direction} rule ${ruleNumber} of network ACL ${item.name} of ${owner.name} denies`,
      ...replan(planned, replaceNetworkAclEntry(planned.definition, { networkAcl, ...entry })),
    };
  },
});
