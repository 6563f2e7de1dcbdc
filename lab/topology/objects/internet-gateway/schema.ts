import * as z from 'zod';
import { GATEWAY_NODES } from '../gateway.ts';
import { name, named, NODE_NAME } from '../../values.ts';

const internetGateway = {
  vpc: z.string().optional().meta({
    description: 'Name of the VPC that it is attached to.',
    $comment: 'AWS VPC user guide, Internet gateways',
  }),
};

/** Raw form of one of several Internet gateways, which are called by their keys. */
export const namedInternetGatewaySchema = z.strictObject(internetGateway);

/** Raw form of the only Internet gateway. */
export const internetGatewaySchema = z.strictObject({
  name: name(`Name of the node; ${GATEWAY_NODES.internetGateway.name} by default.`, NODE_NAME).optional(),
  ...internetGateway,
});

/** The sections of the lab file that Internet gateways stand in: a lab has one of the two. */
export const internetGatewaySections = {
  internetGateway: internetGatewaySchema.optional().meta({ description: 'The Internet gateway; a node.' }),
  internetGateways: named(
    'Internet gateways by name, where there are several; each is a node.',
    NODE_NAME,
    namedInternetGatewaySchema,
  ).optional(),
};
