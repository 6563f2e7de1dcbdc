import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReferences } from '../../rules/reference.ts';
import type { NetworkAcl } from './type.ts';

/** A VPC as far as its network ACLs go. */
interface Acls {
  readonly name: string;
  readonly subnets: readonly { readonly name: string }[];
  readonly networkAcls: readonly NetworkAcl[];
}

/** Network ACLs are associated with subnets of their own VPC, and no subnet has two. */
export function checkNetworkAcls({ name: vpc, subnets, networkAcls }: Acls, report: Report): void {
  const at: KeyPath = ['vpcs', vpc];
  const pathOf = (acl: string): KeyPath => [...at, 'networkAcls', acl, 'associations'];
  for (const { name, associations } of networkAcls) {
    checkReferences(report, pathOf(name), associations, {
      kind: `subnet of ${vpc}`,
      names: subnets.map((subnet) => subnet.name),
      maps: [[...at, 'subnets']],
    });
  }
  const all = networkAcls.flatMap(({ name, associations }) =>
    [...new Set(associations)].map((value) => ({
      path: [...pathOf(name), associations.indexOf(value)],
      value,
    })),
  );
  checkUnique(
    report,
    all,
    'a subnet is associated with one network ACL (AWS VPC user guide, Network ACL basics)',
  );
}
