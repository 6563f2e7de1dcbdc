import { z } from 'zod';
import { cidrBlock, integer, ipAddress, named, NODE_NAME, PLAIN_NAME, text } from './values.ts';

const PORT_RANGE = /^(\d{1,5})-(\d{1,5})$/;

/** First and last port of `1000-2000`, or undefined where the text is no such range of 0..65535. */
export function parsePortRange(range: string): { from: number; to: number } | undefined {
  const match = PORT_RANGE.exec(range);
  if (match === null) return undefined;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to && to <= 65535 ? { from, to } : undefined;
}

const securityGroupRule = z
  .strictObject({
    protocol: z.enum(['icmp', 'tcp', 'udp', 'all']).meta({ description: 'Protocol the rule allows.' }),
    port: integer('One port (tcp and udp); without port and ports, every port.', 0, 65535).optional(),
    ports: text(
      'Range of ports (tcp and udp), e.g. 1000-2000.',
      (value) =>
        parsePortRange(value) === undefined
          ? { what: 'is not a range of ports', hint: 'write first and last port, e.g. 1000-2000' }
          : undefined,
      { pattern: PORT_RANGE.source },
    ).optional(),
    cidrIp: cidrBlock('The other side: source of an ingress rule, destination of an egress rule.'),
  })
  .superRefine((rule, context) => {
    if (rule.port !== undefined && rule.ports !== undefined) {
      context.addIssue({ code: 'custom', path: ['ports'], message: 'cannot stand beside port', params: {} });
    }
    if (rule.protocol === 'tcp' || rule.protocol === 'udp') return;
    for (const key of ['port', 'ports'] as const) {
      if (rule[key] === undefined) continue;
      const message = `means nothing for protocol ${rule.protocol}`;
      context.addIssue({
        code: 'custom',
        path: [key],
        message,
        params: { rule: 'only tcp and udp have ports' },
      });
    }
  });

const securityGroup = z.strictObject({
  ingress: z
    .array(securityGroupRule)
    .optional()
    .meta({ description: 'What may come in; nothing by default.' }),
  egress: z
    .array(securityGroupRule)
    .optional()
    .meta({ description: 'What may go out; everything by default.' }),
});

const route = z.strictObject({
  destinationCidrBlock: cidrBlock('Destination of the route.'),
  target: z.enum(['transitGateway', 'blackhole']).meta({ description: 'Where matching packets go.' }),
});

const routeTable = z.strictObject({
  routes: z
    .array(route)
    .optional()
    .meta({ description: "Routes besides the implicit local route of the VPC's CIDR block." }),
});

const subnet = z.strictObject({
  cidrBlock: cidrBlock("Part of the VPC's CIDR block."),
  routeTable: z.string().meta({ description: 'Name of the route table of this VPC that the subnet uses.' }),
});

const instance = z.strictObject({
  subnet: z.string().meta({ description: 'Name of a subnet of this VPC.' }),
  privateIpAddress: ipAddress("Address in the subnet, not one of the subnet's five reserved ones."),
  securityGroups: z
    .array(z.string())
    .superRefine((groups, context) => {
      if (groups.length > 0) return;
      context.addIssue({ code: 'custom', message: 'names no security group', params: {} });
    })
    .meta({ description: 'Names of security groups of this VPC, at least one.', minItems: 1 }),
});

/** Raw form of a VPC. */
export const vpcSchema = z.strictObject({
  cidrBlock: cidrBlock('CIDR block of the VPC, /16 to /28.'),
  subnets: named('Subnets by name.', PLAIN_NAME, subnet).optional(),
  routeTables: named('Route tables by name.', PLAIN_NAME, routeTable).optional(),
  securityGroups: named('Security groups by name.', PLAIN_NAME, securityGroup).optional(),
  instances: named('EC2 instances by name; each is a node.', NODE_NAME, instance).optional(),
});
