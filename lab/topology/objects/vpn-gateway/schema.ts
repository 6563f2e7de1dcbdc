import * as z from 'zod';
import { GATEWAY_NODES } from '../gateway.ts';
import { DEFAULTS } from '../../defaults.ts';
import { cidrBlock, integer, name, named, NODE_NAME } from '../../values.ts';

const DIRECT_CONNECT = 'AWS Direct Connect user guide';
const HOW_IT_WORKS = 'AWS S2S VPN user guide, How AWS Site-to-Site VPN works';

const vpnGateway = {
  vpc: z
    .string()
    .optional()
    .meta({ description: 'Name of the VPC that it is attached to.', $comment: HOW_IT_WORKS }),
  directConnectGateway: z
    .string()
    .optional()
    .meta({
      description:
        'Name of the Direct Connect gateway that is associated with it; its virtual interfaces are private ones.',
      $comment: `${DIRECT_CONNECT}, Virtual private gateway associations`,
    }),
  allowedPrefixes: z
    .array(cidrBlock('A prefix.'))
    .optional()
    .meta({
      description:
        "Which of the VPC's blocks the Direct Connect gateway announces to its sites: those inside one of these; all by default.",
      $comment: `${DIRECT_CONNECT}, Allowed prefixes interactions`,
    }),
  amazonSideAsn: integer(`ASN of the AWS side; ${DEFAULTS.amazonSideAsn} by default.`, 1, 4294967294)
    .meta({ $comment: HOW_IT_WORKS })
    .optional(),
};

/** Raw form of one of several virtual private gateways, which are called by their keys. */
export const namedVpnGatewaySchema = z.strictObject(vpnGateway);

/** Raw form of the only virtual private gateway. */
export const vpnGatewaySchema = z.strictObject({
  name: name(`Name of the node; ${GATEWAY_NODES.vpnGateway.name} by default.`, NODE_NAME).optional(),
  ...vpnGateway,
});

/** The sections of the lab file that virtual private gateways stand in: a lab has one of the two. */
export const vpnGatewaySections = {
  vpnGateway: vpnGatewaySchema.optional().meta({ description: 'The virtual private gateway; a node.' }),
  vpnGateways: named(
    'Virtual private gateways by name, where there are several; each is a node.',
    NODE_NAME,
    namedVpnGatewaySchema,
  ).optional(),
};
