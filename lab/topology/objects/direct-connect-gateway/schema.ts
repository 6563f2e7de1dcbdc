import * as z from 'zod';
import { DEFAULTS } from '../../defaults.ts';
import { integer, interfaceAddress, named, NODE_NAME } from '../../values.ts';

const GUIDE = 'AWS Direct Connect user guide';

const virtualInterface = z.strictObject({
  customerGateway: z
    .string()
    .meta({ description: 'Name of the customer gateway whose router is at the other end.' }),
  amazonAddress: interfaceAddress("Address of AWS's end, with prefix length.").meta({
    $comment: `${GUIDE}, Virtual interfaces`,
  }),
  customerAddress: interfaceAddress("Address of the router's end, in the same subnet.").meta({
    $comment: `${GUIDE}, Virtual interfaces`,
  }),
  bfd: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({
      description: 'Whether the router speaks BFD with AWS, which always does; enable by default.',
      $comment: `${GUIDE}, Bidirectional forwarding detection`,
    }),
});

/** Raw form of a Direct Connect gateway. */
export const directConnectGatewaySchema = z.strictObject({
  amazonSideAsn: integer(
    `ASN of the Direct Connect gateway, other than that of the Transit Gateway; ${DEFAULTS.amazonSideAsn} by default.`,
    1,
    4294967294,
  )
    .meta({ $comment: `${GUIDE}, Transit gateway associations` })
    .optional(),
  virtualInterfaces: named(
    'Virtual interfaces by name; each is a node. They are transit ones where a Transit Gateway attaches the gateway, and private ones where a virtual private gateway does.',
    NODE_NAME,
    virtualInterface,
  ).optional(),
});
