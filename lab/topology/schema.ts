import * as z from 'zod';
import { DEFAULTS } from './defaults.ts';
import { customerGatewaySchema } from './objects/customer-gateway/schema.ts';
import { directConnectGatewaySchema } from './objects/direct-connect-gateway/schema.ts';
import { expectationSchema } from './objects/expectation/schema.ts';
import { internetHostSchema } from './objects/internet-host/schema.ts';
import { linkSchema } from './objects/link/schema.ts';
import { gatewaySections } from './objects/gateway-kinds.ts';
import { GATEWAY_KEYS } from './objects/gateway.ts';
import { CUSTOMER_GATEWAY_NAME, LAB_NAME, name, named, NODE_NAME, PLAIN_NAME } from './values.ts';
import { prefixListSchema } from './objects/prefix-list/schema.ts';
import { vpcSchema } from './objects/vpc/schema.ts';
import { vpnConnectionSchema } from './objects/vpn-connection/schema.ts';

/**
 * The lab file as written: maps keyed by name, EC2 API nouns. Unknown keys are problems.
 * Every check of a single value is a zod custom issue with `params` (rule, hint, atKey); what spans values is in `rules/`.
 */
export const labSchema = z
  .strictObject({
    name: name('Name of the lab; with extends, that of the base by default.', LAB_NAME),
    extends: z.string().optional().meta({
      description: 'Lab file, relative to this one, that this one is laid over: maps merge, null removes.',
    }),
    timers: z
      .enum(['aws', 'fast'])
      .optional()
      .meta({ description: `Timer profile: AWS's own or compressed; ${DEFAULTS.timers} by default.` }),
    prefixLists: named(
      'Managed prefix lists by name, for routes and rules of security groups.',
      PLAIN_NAME,
      prefixListSchema,
    ).optional(),
    vpcs: named('VPCs by name; the router of each is a node.', NODE_NAME, vpcSchema).optional(),
    ...gatewaySections,
    directConnectGateways: named(
      'Direct Connect gateways by name; a Transit Gateway attaches them.',
      PLAIN_NAME,
      directConnectGatewaySchema,
    ).optional(),
    internetHosts: named(
      'Hosts on the Internet by name; each is a node.',
      NODE_NAME,
      internetHostSchema,
    ).optional(),
    customerGateways: named(
      'Customer gateways by name.',
      CUSTOMER_GATEWAY_NAME,
      customerGatewaySchema,
    ).optional(),
    vpnConnections: named('VPN connections by name.', PLAIN_NAME, vpnConnectionSchema).optional(),
    links: z.array(linkSchema).optional().meta({
      description: "Links that delay, lose or limit packets; needs netem in the engine's kernel.",
    }),
    expect: z.array(expectationSchema).optional().meta({
      description: 'Who must reach whom, and who must not; s2s check holds the lab against it.',
    }),
  })
  .superRefine((lab, context) => {
    for (const [only, several] of GATEWAY_KEYS) {
      if (lab[only] === undefined || lab[several] === undefined) continue;
      const message = `cannot stand beside ${several}`;
      const rule = `${only} is the only one of a lab`;
      const hint = `write it under ${several}, by its name`;
      context.addIssue({
        code: 'custom',
        path: [only],
        message,
        params: { rule, hint, value: undefined, atKey: true },
      });
    }
  })
  .meta({ title: 's2s-lab lab file' });

/** The lab file as written, types checked, no default filled in. */
export type RawLab = z.input<typeof labSchema>;

type JsonSchema = z.core.JSONSchema.BaseSchema;
let jsonSchema: JsonSchema | undefined;

/** JSON Schema (draft 2020-12) of a lab file that extends none; made when it is first asked for. */
export function labJsonSchema(): JsonSchema {
  return (jsonSchema ??= z.toJSONSchema(labSchema, { io: 'input' }));
}
