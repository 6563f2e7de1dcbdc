import type { z } from 'zod';
import { parsePortRange } from './schema.ts';
import type { securityGroup } from './schema.ts';
import type { SecurityGroup, SecurityGroupRule } from './type.ts';

type RawSecurityGroup = z.input<typeof securityGroup>;
type RawRule = NonNullable<RawSecurityGroup['ingress']>[number];

const ALLOW_ALL: SecurityGroupRule = { protocol: 'all', ports: null, cidrIp: '0.0.0.0/0' };

/** A security group without egress rules lets everything out, as AWS's new groups do. */
export function resolveSecurityGroup(
  name: string,
  { ingress = [], egress }: RawSecurityGroup,
): SecurityGroup {
  return {
    name,
    ingress: ingress.map(resolveRule),
    egress: egress?.map(resolveRule) ?? [ALLOW_ALL],
  };
}

function resolveRule({ cidrIp, protocol, port, ports, fromPort, toPort }: RawRule): SecurityGroupRule {
  const range = (from: number, to: number): SecurityGroupRule => ({ protocol, ports: { from, to }, cidrIp });
  if (port !== undefined) return range(port, port);
  if (fromPort !== undefined && toPort !== undefined && fromPort >= 0) return range(fromPort, toPort);
  return { protocol, ports: (ports !== undefined ? parsePortRange(ports) : undefined) ?? null, cidrIp };
}
