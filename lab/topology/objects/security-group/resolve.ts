import type * as z from 'zod';
import { given } from '../../../given.ts';
import { isIcmp, protocolOf } from '../ip-protocol.ts';
import type { Traffic } from '../ip-protocol.ts';
import { parsePortRange } from './schema.ts';
import type { securityGroup } from './schema.ts';
import type { SecurityGroup, SecurityGroupReference, SecurityGroupRule } from './type.ts';

type RawSecurityGroup = z.input<typeof securityGroup>;
type RawRule = NonNullable<RawSecurityGroup['ingress']>[number];

const ALLOW_ALL: SecurityGroupRule = {
  protocol: 'all',
  ports: null,
  icmpTypeCode: null,
  cidrIp: '0.0.0.0/0',
  referencedSecurityGroup: null,
};

const ALLOW_ALL_IPV6: SecurityGroupRule = { ...ALLOW_ALL, cidrIp: '::/0' };

/** A security group without egress rules lets everything out, as AWS's new groups do: IPv6, too, in a VPC that has an IPv6 block (AWS VPC user guide, Security groups). */
export function resolveSecurityGroup(
  name: string,
  { ingress = [], egress }: RawSecurityGroup,
  hasIpv6: boolean,
): SecurityGroup {
  return {
    name,
    ingress: ingress.map(resolveRule),
    egress: egress?.map(resolveRule) ?? (hasIpv6 ? [ALLOW_ALL, ALLOW_ALL_IPV6] : [ALLOW_ALL]),
  };
}

function resolveRule(rule: RawRule): SecurityGroupRule {
  const { prefixListId, referencedSecurityGroup } = rule;
  return {
    ...resolveTraffic(rule),
    cidrIp: rule.cidrIp ?? rule.cidrIpv6 ?? null,
    ...given({ prefixListId }),
    referencedSecurityGroup:
      referencedSecurityGroup === undefined ? null : resolveReference(referencedSecurityGroup),
  };
}

/** With ICMP the EC2 API's first port is the type, and its last the code (IpPermission). */
function resolveTraffic({ protocol: raw, port, ports: text, fromPort: from, toPort: to }: RawRule): Traffic {
  const protocol = protocolOf(raw);
  const isRange = from !== undefined && to !== undefined && from >= 0;
  if (isIcmp(protocol))
    return { protocol, ports: null, icmpTypeCode: isRange ? { type: from, code: to } : null };
  const range = isRange ? { from, to } : null;
  const ports =
    port !== undefined
      ? { from: port, to: port }
      : ((text === undefined ? range : parsePortRange(text)) ?? null);
  return { protocol, ports, icmpTypeCode: null };
}

/** A group's name, after a slash where the name of its VPC comes first. */
function resolveReference(text: string): SecurityGroupReference {
  const [one = '', ...rest] = text.split('/');
  return rest.length === 0 ? { vpc: null, name: one } : { vpc: one, name: rest.join('/') };
}
