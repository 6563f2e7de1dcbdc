import { UsageError } from '../../errors.ts';
import type { Lab, NetworkAcl, NetworkAclEntry, Subnet, Vpc } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { ownedObjectNamed } from './objects.ts';
import type { Owned } from './objects.ts';

/**
 * The network ACL of that name, `<vpc>/<name>` if several have it.
 * @throws {UsageError} if there is none.
 */
export function networkAclNamed({ vpcs }: Lab, name: string): Owned<Vpc, NetworkAcl> {
  return ownedObjectNamed('networkAcl', vpcs, (vpc) => vpc.networkAcls, name);
}

/**
 * The subnet of that name, `<vpc>/<name>` if several have it.
 * @throws {UsageError} if there is none.
 */
export function subnetNamed({ vpcs }: Lab, name: string): Owned<Vpc, Subnet> {
  return ownedObjectNamed('subnet', vpcs, (vpc) => vpc.subnets, name);
}

/** `CreateNetworkAcl` with its entries, and `ReplaceNetworkAclAssociation`: a subnet gets it in place of the one that it has. */
export const replaceNetworkAclAssociation: Edit<{
  readonly subnet: string;
  readonly networkAcl: Pick<NetworkAcl, 'name' | 'entries'>;
}> = (lab, { subnet, networkAcl }) => {
  const { owner, item } = subnetNamed(lab, subnet);
  const others = owner.networkAcls
    .filter(({ name }) => name !== networkAcl.name)
    .map((acl) => ({ ...acl, associations: replaced(acl.associations, item.name) }));
  return withAcls(lab, owner, [...others, { ...networkAcl, associations: [item.name] }]);
};

/**
 * `ReplaceNetworkAclEntry`: what a rule matches is from now on allowed, or denied.
 * @throws {UsageError} if there is no such network ACL, or no such rule in it.
 */
export const replaceNetworkAclEntry: Edit<
  { readonly networkAcl: string } & Pick<NetworkAclEntry, 'ruleNumber' | 'egress' | 'ruleAction'>
> = (lab, { networkAcl, ruleNumber, egress, ruleAction }) => {
  const { owner, item } = networkAclNamed(lab, networkAcl);
  const own = item.entries.filter((each) => each.egress === egress);
  const entry = own.find((each) => each.ruleNumber === ruleNumber);
  if (entry === undefined) {
    throw new UsageError({
      key: 'ruleNumber',
      what: `${item.name} has no ${egress ? 'outbound' : 'inbound'} rule of that number`,
      value: String(ruleNumber),
      hint: `known: ${own.map((each) => each.ruleNumber).join(', ') || 'none'}`,
    });
  }
  const entries = replaced(item.entries, entry, { ...entry, ruleAction });
  return withAcls(lab, owner, replaced(owner.networkAcls, item, { ...item, entries }));
};

function withAcls(lab: Lab, vpc: Vpc, networkAcls: readonly NetworkAcl[]): Lab {
  return { ...lab, vpcs: replaced(lab.vpcs, vpc, { ...vpc, networkAcls }) };
}
