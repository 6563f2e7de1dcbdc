import type { Lab, SecurityGroup, Vpc } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { ownedObjectNamed } from './objects.ts';
import type { Owned } from './objects.ts';

/**
 * The security group of that name, `<vpc>/<name>` if several have it.
 * @throws {UsageError} if there is none.
 */
export function securityGroupNamed({ vpcs }: Lab, name: string): Owned<Vpc, SecurityGroup> {
  return ownedObjectNamed('securityGroup', vpcs, (vpc) => vpc.securityGroups, name);
}

/** `RevokeSecurityGroupIngress`, of every ingress rule that the group has. */
export const revokeSecurityGroupIngress: Edit<{ readonly securityGroup: string }> = (
  lab,
  { securityGroup },
) => {
  const { owner, item } = securityGroupNamed(lab, securityGroup);
  const securityGroups = replaced(owner.securityGroups, item, { ...item, ingress: [] });
  return { ...lab, vpcs: replaced(lab.vpcs, owner, { ...owner, securityGroups }) };
};
