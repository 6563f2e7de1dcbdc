import * as z from 'zod';
import { vpcPartSchemas } from './parts.ts';
import { DEFAULTS } from '../../defaults.ts';
import { ipv6Address, ipv6CidrBlock } from '../../ipv6-values.ts';
import { cidrBlock, ipAddress, name, named, NODE_NAME, PLAIN_NAME, text } from '../../values.ts';

const GUIDE = 'AWS VPC user guide';

/** A region, such as `ap-northeast-2`, and the letter of one of its zones. */
const AVAILABILITY_ZONE_PATTERN = '^[a-z]{2}(?:-[a-z]+)+-[1-9][a-z]$';

const route = z
  .strictObject({
    destinationCidrBlock: cidrBlock('Destination of the route.').optional(),
    destinationIpv6CidrBlock: ipv6CidrBlock('Destination of an IPv6 route, in place of destinationCidrBlock.')
      .meta({ $comment: `${GUIDE}, Route tables` })
      .optional(),
    destinationPrefixListId: z
      .string()
      .optional()
      .meta({
        description:
          'Name of a prefix list whose blocks are the destinations, in place of destinationCidrBlock.',
        $comment: `${GUIDE}, Managed prefix lists`,
      }),
    target: z.string().meta({
      examples: ['transitGateway', 'vpnGateway', 'internetGateway', 'blackhole'],
      description:
        'Where matching packets go: transitGateway, vpnGateway or internetGateway (the only one), the name of one of several, of a NAT gateway or of an instance of this VPC, or blackhole.',
    }),
  })
  .superRefine((value, context) => {
    const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId } = value;
    const all = [destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId];
    if (all.filter((each) => each !== undefined).length === 1) return;
    const params = {
      hint: 'write either destinationCidrBlock, destinationIpv6CidrBlock or destinationPrefixListId',
    };
    context.addIssue({ code: 'custom', message: 'must have one destination', params });
  });

const routeTable = z.strictObject({
  routes: z
    .array(route)
    .optional()
    .meta({
      description: "Routes besides the implicit local routes of the VPC's CIDR blocks.",
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

const availabilityZone = text(
  `Availability zone, all of one region; by default the first that the lab file has, or ${DEFAULTS.availabilityZone}.`,
  (value) =>
    new RegExp(AVAILABILITY_ZONE_PATTERN).test(value)
      ? undefined
      : {
          what: 'is no availability zone',
          rule: 'a region and a letter (AWS VPC user guide, Subnet basics)',
          hint: `e.g. ${DEFAULTS.availabilityZone}`,
        },
  { pattern: AVAILABILITY_ZONE_PATTERN, $comment: `${GUIDE}, Subnet basics` },
);

const subnet = z.strictObject({
  cidrBlock: cidrBlock("Part of one of the VPC's CIDR blocks.").meta({ $comment: `${GUIDE}, Subnet sizing` }),
  ipv6CidrBlock: ipv6CidrBlock("A /64 of the VPC's IPv6 block.")
    .meta({ $comment: `${GUIDE}, Subnet sizing for IPv6` })
    .optional(),
  availabilityZone: availabilityZone.optional(),
  routeTable: z
    .string()
    .optional()
    .meta({
      description:
        'Name of the route table of this VPC that the subnet is associated with; the main one by default.',
      $comment: `${GUIDE}, Subnet route tables`,
    }),
});

const instance = z.strictObject({
  subnet: z.string().meta({ description: 'Name of a subnet of this VPC.' }),
  privateIpAddress: ipAddress("Address in the subnet, not one of the subnet's five reserved ones.").meta({
    $comment: `${GUIDE}, Subnet sizing`,
  }),
  ipv6Address: ipv6Address("Address in the subnet's IPv6 block, not one of its five reserved ones.")
    .meta({ $comment: `${GUIDE}, Subnet sizing for IPv6` })
    .optional(),
  keyName: name(
    'Key pair whose public key lets its owner in by SSH, as ec2-user: an sshd runs then. An Internet host has the private key.',
    PLAIN_NAME,
  )
    .meta({ $comment: 'EC2 user guide, Key pairs' })
    .optional(),
  publicIpAddress: ipAddress('Elastic IP address that is associated with it.')
    .meta({ $comment: `${GUIDE}, Elastic IP addresses` })
    .optional(),
  securityGroups: z
    .array(z.string())
    .superRefine((groups, context) => {
      if (groups.length > 0) return;
      context.addIssue({ code: 'custom', message: 'names no security group', params: {} });
    })
    .meta({ description: 'Names of security groups of this VPC, at least one.', minItems: 1 }),
  sourceDestCheck: z
    .boolean()
    .optional()
    .meta({
      description:
        'Whether its network interface drops what is neither from it nor for it, as by default; an instance that forwards for others needs false.',
      $comment: `${GUIDE}, NAT instances`,
    }),
  statefulFirewall: z.boolean().optional().meta({
    description:
      'Whether it is a firewall that forwards only what belongs to connections that it has seen begin; with sourceDestCheck: false.',
    $comment: 'AWS Transit Gateway guide, Example: Appliance in a shared services VPC',
  }),
});

/** Raw form of a VPC. */
export const vpcSchema = z.strictObject({
  cidrBlock: cidrBlock('CIDR block of the VPC, /16 to /28.').meta({ $comment: `${GUIDE}, CIDR blocks` }),
  secondaryCidrBlocks: z
    .array(cidrBlock('Another CIDR block of the VPC, /16 to /28.'))
    .optional()
    .meta({
      description: 'CIDR blocks that are associated with the VPC besides, /16 to /28.',
      $comment: `${GUIDE}, CIDR block association restrictions`,
    }),
  ipv6CidrBlock: ipv6CidrBlock('IPv6 block of the VPC: a /56 is what Amazon gives; /44 to /60 in steps of 4.')
    .meta({ $comment: `${GUIDE}, IPv6 VPC CIDR blocks` })
    .optional(),
  mainRouteTable: z
    .string()
    .optional()
    .meta({
      description: `Name of the VPC's main route table; by default ${DEFAULTS.mainRouteTable}, which has the local routes only if it is not written.`,
      $comment: `${GUIDE}, Main route table`,
    }),
  subnets: named('Subnets by name.', PLAIN_NAME, subnet).optional(),
  routeTables: named('Route tables by name.', PLAIN_NAME, routeTable).optional(),
  ...vpcPartSchemas,
  instances: named('EC2 instances by name; each is a node.', NODE_NAME, instance).optional(),
});
