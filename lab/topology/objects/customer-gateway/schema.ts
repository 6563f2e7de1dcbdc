import * as z from 'zod';
import { DEFAULTS } from '../../defaults.ts';
import { ipv6Address, ipv6CidrBlock } from '../../ipv6-values.ts';
import { cidrBlock, ipAddress, ipAddresses, listOf, named, NODE_NAME } from '../../values.ts';
import { certificateArn, certificateKeyAlgorithm, checkCertificateKeys } from './certificate.ts';
import { asn, routerSchema } from './router-schema.ts';

const OPTIONS = 'AWS S2S VPN user guide, Customer gateway options';

const host = z.strictObject({
  privateIpAddress: ipAddress(
    "Address in one of the router's inside subnets; in its outside subnet if it is one-armed.",
  ),
  ipv6Address: ipv6Address("Address in the IPv6 block of one of the router's inside subnets.").optional(),
});

const customerGatewayKeys = z.strictObject({
  site: z.string().optional().meta({
    description:
      'Name of another customer gateway, whose site has this one for a further router: it then has the cidrBlock, the inside subnets and the hosts of that site.',
  }),
  ipAddress: ipAddress('Public address AWS sees: the Elastic IP in front of the router.').meta({
    $comment: OPTIONS,
  }),
  certificateArn,
  certificateKeyAlgorithm,
  bgpAsn: asn(`ASN of the customer gateway; ${DEFAULTS.bgpAsn} by default.`)
    .meta({ $comment: OPTIONS })
    .optional(),
  cidrBlock: cidrBlock("The site's CIDR block.").optional(),
  ipv6CidrBlock: ipv6CidrBlock("The site's IPv6 block.").optional(),
  virtualIpAddress: ipAddresses(
    'Default gateway of the hosts, which one of several routers of the site has, by VRRP: an address in the inside subnet, or in each of several. Without it their default gateway is the first router.',
  ).optional(),
  router: routerSchema.meta({ description: 'The router of the site.' }),
  hosts: named('Hosts behind the router by name; each is a node.', NODE_NAME, host).optional(),
});

/** What a customer gateway has of the site that it is at. */
const OF_SITE = ['cidrBlock', 'ipv6CidrBlock', 'hosts', 'virtualIpAddress'] as const;

/** Raw form of a customer gateway and its site. */
export const customerGatewaySchema = customerGatewayKeys.superRefine((gateway, context) => {
  checkCertificateKeys(gateway, context);
  const { site } = gateway;
  const lans = listOf(gateway.router.insideCidrBlock).length;
  const virtual = listOf(gateway.virtualIpAddress).length;
  if (site === undefined) {
    if (gateway.virtualIpAddress !== undefined && virtual !== lans) {
      const message = `has ${virtual} addresses for ${lans} inside subnets`;
      const params = { rule: 'one in each inside subnet, in their order' };
      context.addIssue({ code: 'custom', path: ['virtualIpAddress'], message, params });
    }
    if (gateway.cidrBlock !== undefined) return;
    const params = { hint: "The site's CIDR block, or site: for a further router of another site" };
    context.addIssue({ code: 'custom', path: ['cidrBlock'], message: 'is missing', params });
    return;
  }
  const beside = (path: string[]): void => {
    const rule = `a further router has what its site has: ${site} says it`;
    const hint = `leave it out; where a base has it, write ${path.at(-1)}: null over it`;
    context.addIssue({ code: 'custom', path, message: 'cannot stand beside site', params: { rule, hint } });
  };
  for (const key of OF_SITE) if (gateway[key] !== undefined) beside([key]);
  for (const key of ['insideCidrBlock', 'insideIpv6CidrBlock'] as const)
    if (gateway.router[key] !== undefined) beside(['router', key]);
});
