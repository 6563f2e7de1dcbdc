import type { Report } from '../../report.ts';
import { checkReferences } from '../../rules/reference.ts';

/** A VPC as far as its security groups go. */
interface Members {
  readonly name: string;
  readonly securityGroups: readonly { readonly name: string }[];
  readonly instances: readonly { readonly name: string; readonly securityGroups: readonly string[] }[];
}

/** Instances name security groups of their own VPC. */
export function checkSecurityGroups({ name: vpc, securityGroups, instances }: Members, report: Report): void {
  const groups = {
    kind: `security group of ${vpc}`,
    names: securityGroups.map(({ name }) => name),
    maps: [['vpcs', vpc, 'securityGroups']],
  };
  for (const instance of instances) {
    const path = ['vpcs', vpc, 'instances', instance.name, 'securityGroups'];
    checkReferences(report, path, instance.securityGroups, groups);
  }
}
