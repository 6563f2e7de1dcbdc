import * as z from 'zod';
import { attachment, namedAttachment } from './attachment-schema.ts';
import { GATEWAY_NODES } from '../gateway.ts';
import { DEFAULTS } from '../../defaults.ts';
import { anyCidrBlock } from '../../ipv6-values.ts';
import { DEVICE_NAME, name, named, NODE_NAME } from '../../values.ts';

const GUIDE = 'AWS Transit Gateway guide';
const HOW_IT_WORKS = `${GUIDE}, How transit gateways work`;

const target = {
  attachment: z
    .string()
    .optional()
    .meta({ description: 'Name of the attachment that matching packets leave by.' }),
  blackhole: z
    .literal(true)
    .optional()
    .meta({ description: 'Drop matching packets.', $comment: HOW_IT_WORKS }),
};

function checkTarget(
  value: { readonly attachment?: string | undefined; readonly blackhole?: true | undefined },
  context: z.RefinementCtx,
): void {
  if ((value.attachment === undefined) !== (value.blackhole === undefined)) return;
  context.addIssue({
    code: 'custom',
    message: 'must have one target',
    params: { hint: 'write either attachment or blackhole: true' },
  });
}

const route = z
  .strictObject({
    destinationCidrBlock: anyCidrBlock('Destination of the static route, of IPv4 or IPv6.'),
    ...target,
  })
  .superRefine(checkTarget);

const prefixListReference = z
  .strictObject({ prefixListId: z.string().meta({ description: 'Name of the prefix list.' }), ...target })
  .superRefine(checkTarget);

const routeTable = z.strictObject({
  associations: z.array(z.string()).optional().meta({
    description: 'Attachments whose incoming traffic is looked up in this table.',
    $comment: HOW_IT_WORKS,
  }),
  propagations: z.array(z.string()).optional().meta({
    description:
      'Attachments that propagate into this table: a VPC its CIDR block, a VPN connection with BGP and a Direct Connect gateway what they have learned.',
    $comment: HOW_IT_WORKS,
  }),
  routes: z.array(route).optional().meta({ description: 'Static routes.' }),
  prefixListReferences: z
    .array(prefixListReference)
    .optional()
    .meta({
      description:
        'Prefix lists, each for a static route to every block of it; a static route to the same block comes before.',
      $comment: `${GUIDE}, Prefix list references`,
    }),
});

/** Private ASNs that AWS takes for its own side: 16 bits, 32 bits. */
const AMAZON_SIDE_ASNS = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const;

const amazonSideAsn = z
  .number()
  .superRefine((value, context) => {
    const isTaken = AMAZON_SIDE_ASNS.some(([first, last]) => value >= first && value <= last);
    if (Number.isInteger(value) && isTaken) return;
    const ranges = AMAZON_SIDE_ASNS.map(([first, last]) => `${first} to ${last}`).join(' or ');
    const rule = `a private ASN: ${ranges} (${GUIDE}, Transit gateways)`;
    const hint = `leave it out: ${DEFAULTS.amazonSideAsn}`;
    context.addIssue({
      code: 'custom',
      message: 'is not an ASN that AWS takes for its side',
      params: { rule, hint },
    });
  })
  .meta({
    type: 'integer',
    minimum: AMAZON_SIDE_ASNS[0][0],
    maximum: AMAZON_SIDE_ASNS[1][1],
    description: `ASN of the AWS side, a private one; ${DEFAULTS.amazonSideAsn} by default.`,
    $comment: `${GUIDE}, Transit gateways`,
  });

const whether = (does: string) =>
  z
    .enum(['enable', 'disable'])
    .optional()
    .meta({
      description: `Whether each attachment ${does}; enable by default if no route tables are written.`,
      $comment: HOW_IT_WORKS,
    });

const defaultTable = (of: string) =>
  z
    .string()
    .optional()
    .meta({
      description: `Name of the default ${of} route table; ${DEFAULTS.transitGatewayRouteTable} by default, which need not be written.`,
      $comment: 'EC2 API, ModifyTransitGatewayOptions',
    });

const transitGateway = {
  amazonSideAsn: amazonSideAsn.optional(),
  vpnEcmpSupport: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({
      description: `Whether packets towards a site are spread over the tunnels whose BGP routes are equally good; ${DEFAULTS.vpnEcmpSupport} by default.`,
      $comment: `${GUIDE}, Transit gateways`,
    }),
  securityGroupReferencingSupport: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({
      description: `Whether inbound rules may reference security groups of other VPCs that are attached; ${DEFAULTS.securityGroupReferencingSupport} by default.`,
      $comment: `${GUIDE}, Security group referencing`,
    }),
  defaultRouteTableAssociation: whether(
    'that no route table names is associated with the default association route table',
  ),
  associationDefaultRouteTable: defaultTable('association'),
  defaultRouteTablePropagation: whether('propagates into the default propagation route table'),
  propagationDefaultRouteTable: defaultTable('propagation'),
  attachments: named('Attachments by name.', DEVICE_NAME, attachment).optional(),
  routeTables: named('Route tables by name.', DEVICE_NAME, routeTable).optional(),
};

/** A default route table that is named, and switched off. */
function checkDefaultTables(
  value: Readonly<Partial<Record<string, unknown>>>,
  context: z.RefinementCtx,
): void {
  for (const of of ['Association', 'Propagation'] as const) {
    const option = `defaultRouteTable${of}`;
    const key = `${of.toLowerCase()}DefaultRouteTable`;
    if (value[option] !== 'disable' || value[key] === undefined) continue;
    const params = { hint: 'leave one of the two out', value: undefined, atKey: true };
    context.addIssue({
      code: 'custom',
      path: [key],
      message: `cannot stand beside ${option}: disable`,
      params,
    });
  }
}

/** Raw form of one of several Transit Gateways, which are called by their keys. */
export const namedTransitGatewaySchema = z
  .strictObject({
    ...transitGateway,
    attachments: named('Attachments by name.', DEVICE_NAME, namedAttachment).optional(),
  })
  .superRefine(checkDefaultTables);

/** Raw form of the only Transit Gateway. */
export const transitGatewaySchema = z
  .strictObject({
    name: name(`Name of the node; ${GATEWAY_NODES.transitGateway.name} by default.`, NODE_NAME).optional(),
    ...transitGateway,
  })
  .superRefine(checkDefaultTables);

/** The sections of the lab file that Transit Gateways stand in: a lab has one of the two. */
export const transitGatewaySections = {
  transitGateway: transitGatewaySchema.optional().meta({ description: 'The Transit Gateway; a node.' }),
  transitGateways: named(
    'Transit Gateways by name, where there are several; each is a node.',
    NODE_NAME,
    namedTransitGatewaySchema,
  ).optional(),
};
