import type * as z from 'zod';
import { mapEntries } from '../../entries.ts';
import { named, NODE_NAME, PLAIN_NAME } from '../../values.ts';
import type { Report } from '../../report.ts';
import { resolveNatGateway } from '../nat-gateway/resolve.ts';
import { natGateway } from '../nat-gateway/schema.ts';
import type { NatGateway } from '../nat-gateway/type.ts';
import { resolveNetworkAcl } from '../network-acl/resolve.ts';
import { checkNetworkAcls } from '../network-acl/rules.ts';
import { networkAcl } from '../network-acl/schema.ts';
import type { NetworkAcl } from '../network-acl/type.ts';
import { resolveSecurityGroup } from '../security-group/resolve.ts';
import { checkSecurityGroups } from '../security-group/rules.ts';
import { securityGroup } from '../security-group/schema.ts';
import type { SecurityGroup } from '../security-group/type.ts';

export type * from '../nat-gateway/type.ts';
export type * from '../network-acl/type.ts';
export type * from '../security-group/type.ts';

/** The objects of a VPC that have a folder of their own. */
export interface VpcParts {
  readonly natGateways: readonly NatGateway[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly securityGroups: readonly SecurityGroup[];
}

/** Their keys in the lab file. */
export const vpcPartSchemas = {
  natGateways: named('NAT gateways by name; each is a node.', NODE_NAME, natGateway).optional(),
  networkAcls: named(
    'Network ACLs by name: stateless filters around subnets, besides the default one that allows everything.',
    PLAIN_NAME,
    networkAcl,
  ).optional(),
  securityGroups: named('Security groups by name.', PLAIN_NAME, securityGroup).optional(),
};

type RawVpcParts = z.input<z.ZodObject<typeof vpcPartSchemas>>;

/** Fills in their defaults. */
export function resolveVpcParts(
  { natGateways, networkAcls, securityGroups }: RawVpcParts,
  hasIpv6: boolean,
): VpcParts {
  return {
    natGateways: mapEntries(natGateways, resolveNatGateway),
    networkAcls: mapEntries(networkAcls, resolveNetworkAcl),
    securityGroups: mapEntries(securityGroups, (name, group) => resolveSecurityGroup(name, group, hasIpv6)),
  };
}

/** Reports what breaks one of their rules. */
export function checkVpcParts(
  vpc: Parameters<typeof checkNetworkAcls>[0] & Parameters<typeof checkSecurityGroups>[0],
  report: Report,
): void {
  checkNetworkAcls(vpc, report);
  checkSecurityGroups(vpc, report);
}
