import type { z } from 'zod';
import { mapEntries } from '../../entries.ts';
import { named, PLAIN_NAME } from '../../values.ts';
import type { Report } from '../../report.ts';
import { resolveSecurityGroup } from '../security-group/resolve.ts';
import { checkSecurityGroups } from '../security-group/rules.ts';
import { securityGroup } from '../security-group/schema.ts';
import type { SecurityGroup } from '../security-group/type.ts';

/** The objects of a VPC that have a folder of their own. */
export interface VpcParts {
  readonly securityGroups: readonly SecurityGroup[];
}

/** Their keys in the lab file. */
export const vpcPartSchemas = {
  securityGroups: named('Security groups by name.', PLAIN_NAME, securityGroup).optional(),
};

type RawVpcParts = z.input<z.ZodObject<typeof vpcPartSchemas>>;

/** Fills in their defaults. */
export function resolveVpcParts({ securityGroups }: RawVpcParts): VpcParts {
  return { securityGroups: mapEntries(securityGroups, resolveSecurityGroup) };
}

/** Reports what breaks one of their rules. */
export function checkVpcParts(vpc: Parameters<typeof checkSecurityGroups>[0], report: Report): void {
  checkSecurityGroups(vpc, report);
}
