import * as z from 'zod';
import { cidrBlock } from '../../values.ts';

const GUIDE = 'AWS Transit Gateway guide';

const attachmentKeys = {
  vpc: z
    .string()
    .optional()
    .meta({ description: 'Name of the VPC that is attached.', $comment: `${GUIDE}, VPC attachments` }),
  vpnConnection: z.string().optional().meta({ description: 'Name of the VPN connection that is attached.' }),
  directConnectGateway: z
    .string()
    .optional()
    .meta({ description: 'Name of the Direct Connect gateway that is attached.' }),
  allowedPrefixes: z.array(cidrBlock('A prefix.')).optional().meta({
    description:
      'What a Direct Connect gateway announces to its sites, whatever the route tables hold; nothing by default.',
    $comment: 'AWS Direct Connect user guide, Allowed prefixes interactions',
  }),
  subnets: z
    .array(z.string())
    .superRefine((names, context) => {
      if (names.length > 0) return;
      context.addIssue({ code: 'custom', message: 'names no subnet', params: {} });
    })
    .optional()
    .meta({
      description:
        'Subnets of the VPC to have a network interface in, one for each availability zone: instances of other zones do not reach the Transit Gateway, and what comes from it is looked up in the route table of the one in its own zone, or of the first. By default each zone has a subnet for it, with the local routes only.',
      $comment: `${GUIDE}, VPC attachments`,
      minItems: 1,
    }),
  applianceModeSupport: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({
      description:
        'Whether both directions of a flow come into the VPC by one of its network interfaces, as a stateful firewall there needs it; disable by default: each stays in the zone that it comes from.',
      $comment: `${GUIDE}, Example: Appliance in a shared services VPC`,
    }),
  ipv6Support: z.enum(['enable', 'disable']).optional().meta({
    description:
      "Whether the VPC's IPv6 block is propagated, as its IPv4 blocks are; disable by default. It filters nothing: static routes lead to the VPC either way.",
    $comment: 'EC2 API, CreateTransitGatewayVpcAttachmentRequestOptions',
  }),
};

const peering = {
  transitGateway: z
    .string()
    .optional()
    .meta({
      description:
        'Name of another Transit Gateway, which is peered: each of the two has such an attachment. Routes to it are static.',
      $comment: `${GUIDE}, Peering attachments`,
    }),
};

type Attachment = z.infer<z.ZodObject<typeof attachmentKeys>> & z.infer<z.ZodObject<typeof peering>>;

/** An attachment is of one resource, and has no key of another's. */
function checkAttachment(value: Attachment, context: z.RefinementCtx): void {
  const { vpc, vpnConnection, directConnectGateway, transitGateway: peer } = value;
  const resources = [vpc, vpnConnection, directConnectGateway, peer].filter((each) => each !== undefined);
  if (resources.length !== 1) {
    const params = {
      hint: 'write either vpc, vpnConnection or directConnectGateway; where there are several gateways, transitGateway',
    };
    context.addIssue({ code: 'custom', message: 'must name one resource', params });
  } else if (value.allowedPrefixes !== undefined && directConnectGateway === undefined) {
    const message = 'stands at an attachment of no Direct Connect gateway';
    const params = { hint: 'leave it out', value: undefined, atKey: true };
    context.addIssue({ code: 'custom', path: ['allowedPrefixes'], message, params });
  } else if (vpc === undefined) {
    for (const key of ['applianceModeSupport', 'ipv6Support'] as const) {
      if (value[key] === undefined) continue;
      const message = 'stands at an attachment of no VPC';
      const params = { hint: 'leave it out', value: undefined, atKey: true };
      context.addIssue({ code: 'custom', path: [key], message, params });
    }
  }
}

/** Raw form of an attachment of the only Transit Gateway. */
export const attachment = z.strictObject(attachmentKeys).superRefine(checkAttachment);

/** Raw form of an attachment of one of several Transit Gateways, which may be of another of them. */
export const namedAttachment = z.strictObject({ ...attachmentKeys, ...peering }).superRefine(checkAttachment);
