import * as z from 'zod';
import { ipv6CidrBlock } from '../../ipv6-values.ts';
import { cidrBlock, integer } from '../../values.ts';
import type { Flaw } from '../../values.ts';
import { ipProtocol, isIcmp, protocolOf } from '../ip-protocol.ts';

const ENTRY = 'EC2 API, CreateNetworkAclEntry';

const networkAclEntry = z
  .strictObject({
    ruleNumber: integer(
      'Number of the rule, 1 to 32766: the rules of a direction are tried from the lowest on, and the first that matches decides.',
      1,
      32766,
      `32767 and above are AWS's own; the last rule, *, denies the rest (${ENTRY})`,
    ).meta({ $comment: ENTRY }),
    egress: z.boolean().optional().meta({
      description:
        'Whether the rule is for what leaves the subnet; otherwise, and by default, for what enters.',
    }),
    ruleAction: z.enum(['allow', 'deny']).meta({ description: 'What becomes of what matches.' }),
    protocol: ipProtocol('Protocol, by name or number; -1 is all of them.'),
    cidrBlock: cidrBlock('The other side: source of what enters, destination of what leaves.').optional(),
    ipv6CidrBlock: ipv6CidrBlock('The other side of a rule for IPv6, in place of cidrBlock.').optional(),
    portRange: z
      .strictObject({
        from: integer('First port.', 0, 65535),
        to: integer('Last port.', 0, 65535),
      })
      .optional()
      .meta({ description: 'Destination ports, for tcp and udp.', $comment: ENTRY }),
    icmpTypeCode: z
      .strictObject({
        type: integer('ICMP type; -1 is every one.', -1, 255),
        code: integer('ICMP code; -1 is every one.', -1, 255),
      })
      .optional()
      .meta({ description: 'Type and code, for icmp.', $comment: ENTRY }),
  })
  .superRefine((entry, context) => {
    if ((entry.cidrBlock === undefined) === (entry.ipv6CidrBlock === undefined)) {
      const params = { hint: 'write either cidrBlock or ipv6CidrBlock' };
      context.addIssue({ code: 'custom', message: 'must have one other side', params });
    }
    for (const [path, flaw] of entryFlaws(entry))
      context.addIssue({ code: 'custom', path, message: flaw.what, params: flaw });
  });

interface Entry {
  readonly protocol: string | number;
  readonly portRange?: { readonly from: number; readonly to: number } | undefined;
  readonly icmpTypeCode?: { readonly type: number; readonly code: number } | undefined;
}

/** What ports, type and code of an entry have against its protocol, and against each other. */
function entryFlaws({ protocol: raw, portRange, icmpTypeCode }: Entry): [string[], Flaw][] {
  const protocol = protocolOf(raw);
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const flaws: [string[], Flaw][] = [];
  if (hasPorts && portRange === undefined)
    flaws.push([[], missing('portRange', protocol, '{ from: 443, to: 443 }')]);
  if (!hasPorts && portRange !== undefined) flaws.push([['portRange'], meaningless(protocol, 'tcp and udp')]);
  if (isIcmp(protocol) && icmpTypeCode === undefined)
    flaws.push([[], missing('icmpTypeCode', protocol, '{ type: -1, code: -1 }')]);
  if (!isIcmp(protocol) && icmpTypeCode !== undefined)
    flaws.push([['icmpTypeCode'], meaningless(protocol, 'icmp')]);
  if (portRange !== undefined && portRange.from > portRange.to)
    flaws.push([['portRange', 'to'], { what: `is below from, ${portRange.from}` }]);
  if (icmpTypeCode?.type === -1 && icmpTypeCode.code !== -1)
    flaws.push([['icmpTypeCode', 'code'], { what: 'must be -1 beside type -1', rule: ENTRY }]);
  return flaws;
}

const missing = (key: string, protocol: string, example: string): Flaw => ({
  what: `has no ${key}`,
  rule: `a rule for ${protocol} has one (${ENTRY})`,
  hint: `write ${key}: ${example}`,
});

const meaningless = (protocol: string, of: string): Flaw => ({
  what: `means nothing for protocol ${protocol}`,
  rule: `only ${of} ${of === 'icmp' ? 'has' : 'have'} it (${ENTRY})`,
});

/** Raw form of a network ACL. */
export const networkAcl = z.strictObject({
  associations: z.array(z.string()).optional().meta({
    description:
      'Names of the subnets of this VPC that it is associated with; the others have the default network ACL, which allows everything.',
    $comment: 'AWS VPC user guide, Network ACL basics',
  }),
  entries: z
    .array(networkAclEntry)
    .superRefine((entries, context) => {
      entries.forEach(({ ruleNumber, egress = false }, index) => {
        const first = entries.findIndex(
          (other) => other.ruleNumber === ruleNumber && (other.egress ?? false) === egress,
        );
        if (first === index) return;
        const flaw: Flaw = {
          what: `is the number of entries[${first}] as well`,
          rule: `a rule number stands once in each direction (${ENTRY})`,
          hint: 'leave room between the numbers, e.g. 100, 110, 120',
        };
        const path = [index, 'ruleNumber'];
        context.addIssue({
          code: 'custom',
          path,
          message: flaw.what,
          params: { ...flaw, value: ruleNumber },
        });
      });
    })
    .optional()
    .meta({
      description: 'Rules of both directions; what none matches is denied.',
      $comment: 'AWS VPC user guide, Network ACL rules',
    }),
});
