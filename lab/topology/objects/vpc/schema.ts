import { z } from 'zod';
import { vpcPartSchemas } from './parts.ts';
import { cidrBlock, ipAddress, named, NODE_NAME, PLAIN_NAME } from '../../values.ts';

const GUIDE = 'AWS VPC user guide';

const route = z.strictObject({
  destinationCidrBlock: cidrBlock('Destination of the route.'),
  target: z.string().meta({
    examples: ['transitGateway', 'vpnGateway', 'blackhole'],
    description:
      'Where matching packets go: transitGateway or vpnGateway (the only one), the name of one of several, or blackhole.',
  }),
});

const routeTable = z.strictObject({
  routes: z
    .array(route)
    .optional()
    .meta({
      description: "Routes besides the implicit local route of the VPC's CIDR block.",
      $comment: `${GUIDE}, Route tables`,
    }),
  propagatingVgws: z
    .array(z.string())
    .optional()
    .meta({
      description: 'Virtual private gateways whose routes are propagated into this table.',
      $comment: `${GUIDE}, Route propagation`,
    }),
});

const subnet = z.strictObject({
  cidrBlock: cidrBlock("Part of the VPC's CIDR block.").meta({ $comment: `${GUIDE}, Subnet sizing` }),
  routeTable: z.string().meta({ description: 'Name of the route table of this VPC that the subnet uses.' }),
});

const instance = z.strictObject({
  subnet: z.string().meta({ description: 'Name of a subnet of this VPC.' }),
  privateIpAddress: ipAddress("Address in the subnet, not one of the subnet's five reserved ones.").meta({
    $comment: `${GUIDE}, Subnet sizing`,
  }),
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
  cidrBlock: cidrBlock('CIDR block of the VPC, /16 to /28.').meta({ $comment: `${GUIDE}, CIDR blocks` }),
  subnets: named('Subnets by name.', PLAIN_NAME, subnet).optional(),
  routeTables: named('Route tables by name.', PLAIN_NAME, routeTable).optional(),
  ...vpcPartSchemas,
  instances: named('EC2 instances by name; each is a node.', NODE_NAME, instance).optional(),
});
