import * as z from 'zod';
import { ipv6CidrBlock } from '../../ipv6-values.ts';
import { cidrBlock, integer, text } from '../../values.ts';
import type { Flaw } from '../../values.ts';
import { ipProtocol, isIcmp, protocolOf } from '../ip-protocol.ts';

const RANGE_HINT = 'write the first and the last port; one port is port: 443';
const PORT_RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** First and last port of `1000-2000`, or of `443`; undefined where the text is no such range of 0..65535. */
export function parsePortRange(range: string): { from: number; to: number } | undefined {
  const match = PORT_RANGE.exec(range);
  if (match === null) return undefined;
  const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
  return from <= to && to <= 65535 ? { from, to } : undefined;
}

const securityGroupRule = z
  .strictObject({
    protocol: ipProtocol('Protocol the rule allows, by name or number; -1 is all of them.'),
    port: integer(
      'One port (tcp and udp), e.g. 443; a range is ports: 443-445. Without either, every port.',
      0,
      65535,
    ).optional(),
    ports: text(
      'Range of ports (tcp and udp), e.g. 1000-2000.',
      (value) =>
        parsePortRange(value) === undefined
          ? { what: 'is not a range of ports', hint: 'write first and last port, e.g. 1000-2000' }
          : undefined,
      { pattern: PORT_RANGE.source },
    ).optional(),
    fromPort: integer(
      'First port of a range (tcp and udp), as in the EC2 API; with icmp its type. -1 with icmp and all, for everything.',
      -1,
      65535,
    ).optional(),
    toPort: integer('Last port of a range; with icmp its code; with fromPort.', -1, 65535).optional(),
    cidrIp: cidrBlock('The other side: source of an ingress rule, destination of an egress rule.').optional(),
    cidrIpv6: ipv6CidrBlock('The other side of a rule for IPv6, in place of cidrIp.').optional(),
    prefixListId: z.string().optional().meta({
      description: 'The other side in place of cidrIp: every block of the prefix list of that name.',
      $comment: 'AWS VPC user guide, Managed prefix lists',
    }),
    referencedSecurityGroup: z.string().optional().meta({
      description:
        'The other side in place of cidrIp: whoever has this security group of the VPC, or of another, <vpc>/<name>, by a Transit Gateway with securityGroupReferencingSupport.',
      $comment: 'AWS VPC user guide, Security group referencing',
    }),
  })
  .superRefine((rule, context) => {
    const sides = [rule.cidrIp, rule.cidrIpv6, rule.prefixListId, rule.referencedSecurityGroup];
    if (sides.filter((side) => side !== undefined).length !== 1) {
      const params = { hint: 'write either cidrIp, cidrIpv6, prefixListId or referencedSecurityGroup' };
      context.addIssue({ code: 'custom', message: 'must have one other side', params });
    }
    for (const [key, flaw] of portFlaws(rule)) {
      context.addIssue({ code: 'custom', path: [key], message: flaw.what, params: flaw });
    }
  });

const PORT_KEYS = ['port', 'ports', 'fromPort', 'toPort'] as const;
type PortKey = (typeof PORT_KEYS)[number];
interface Ports extends Readonly<Partial<Record<PortKey, number | string | undefined>>> {
  readonly protocol: string | number;
}

/** What the keys of a rule that name its ports have against each other: one way to say it, and for tcp and udp only. */
function portFlaws({ protocol: raw, ...ports }: Ports): [PortKey, Flaw][] {
  const protocol = protocolOf(raw);
  const given = PORT_KEYS.filter((key) => ports[key] !== undefined);
  if (isIcmp(protocol) && !given.includes('port') && !given.includes('ports')) return typeFlaws(ports);
  if (protocol !== 'tcp' && protocol !== 'udp') {
    const rule = 'only tcp and udp have ports; an EC2 rule for every type has fromPort -1 and toPort -1';
    return given
      .filter((key) => ports[key] !== -1)
      .map((key) => [key, { what: `means nothing for protocol ${protocol}`, rule }]);
  }
  const [first, second] = given;
  if (first === undefined) return [];
  const { fromPort, toPort } = ports;
  if (first === 'fromPort' || first === 'toPort') {
    if (second === undefined) {
      return [
        [first, { what: `needs ${first === 'toPort' ? 'fromPort' : 'toPort'} beside it`, hint: RANGE_HINT }],
      ];
    }
    if (Number(fromPort) < 0)
      return [['fromPort', { what: `is no port of ${protocol}`, hint: 'leave ports out for every port' }]];
    return Number(fromPort) > Number(toPort) ? [['toPort', { what: `is below fromPort, ${fromPort}` }]] : [];
  }
  return given.slice(1).map((key) => [key, { what: `cannot stand beside ${first}` }]);
}

/** What type and code of a rule for ICMP have against each other. */
function typeFlaws({ fromPort: type, toPort: code }: Omit<Ports, 'protocol'>): [PortKey, Flaw][] {
  const rule = 'with icmp fromPort is the type and toPort the code, -1 every one (EC2 API, IpPermission)';
  if (type === undefined && code === undefined) return [];
  if (type === undefined) return [['toPort', { what: 'needs fromPort beside it', rule }]];
  if (code === undefined) return [['fromPort', { what: 'needs toPort beside it', rule }]];
  if (type === -1 && code !== -1) return [['toPort', { what: 'must be -1 beside fromPort -1', rule }]];
  const large = (
    [
      ['fromPort', type],
      ['toPort', code],
    ] as const
  ).filter(([, value]) => Number(value) > 255);
  return large.map(([key]) => [key, { what: `is no ${key === 'fromPort' ? 'type' : 'code'} of icmp`, rule }]);
}

/** Raw form of a security group. */
export const securityGroup = z.strictObject({
  ingress: z
    .array(securityGroupRule)
    .optional()
    .meta({ description: 'What may come in; nothing by default.' }),
  egress: z
    .array(securityGroupRule)
    .optional()
    .meta({ description: 'What may go out; everything by default.' }),
});
