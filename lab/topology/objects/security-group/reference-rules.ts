import { bound } from '../../graph/find.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Lab, SecurityGroupReference, Vpc } from '../../types.ts';
import { attachmentOf, transitGateways } from '../gateways.ts';

/**
 * Rules reference groups that exist: of their own VPC, and where they are inbound of another, which is attached to the
 * same Transit Gateway with its support for that (AWS Transit Gateway guide, Security group referencing).
 */
export function checkGroupReferences(lab: Lab, report: Report): void {
  for (const vpc of lab.vpcs) {
    for (const group of vpc.securityGroups) {
      for (const direction of ['ingress', 'egress'] as const) {
        group[direction].forEach(({ referencedSecurityGroup: reference }, index) => {
          if (reference === null) return;
          const at = ['vpcs', vpc.name, 'securityGroups', group.name, direction, index];
          checkReferenceOf(lab, vpc, reference, direction, [...at, 'referencedSecurityGroup'], report);
        });
      }
    }
  }
}

function checkReferenceOf(
  lab: Lab,
  own: Vpc,
  { vpc, name }: SecurityGroupReference,
  direction: 'ingress' | 'egress',
  path: KeyPath,
  report: Report,
): void {
  const vpcs = { kind: 'VPC', names: lab.vpcs.map((each) => each.name), maps: [['vpcs']] };
  if (vpc !== null && !checkReference(report, path, vpc, vpcs)) return;
  const owner = vpc === null ? own : bound(lab.vpcs, vpc);
  const groups = {
    kind: `security group of ${owner.name}`,
    names: owner.securityGroups.map((each) => each.name),
    maps: [['vpcs', owner.name, 'securityGroups']],
  };
  if (!checkReference(report, path, name, groups) || owner === own) return;
  const value = `${owner.name}/${name}`;
  if (direction === 'egress') {
    report(path, {
      what: `is of ${owner.name}, and the rule is outbound`,
      value,
      rule: `only inbound rules reference groups of other VPCs (${REFERENCING})`,
      hint: `write cidrIp, e.g. ${owner.cidrBlocks[0]}`,
    });
  } else if (!areJoined(lab, own.name, owner.name)) {
    report(path, {
      what: `is of ${owner.name}, to which no Transit Gateway with securityGroupReferencingSupport joins ${own.name}`,
      value,
      rule: `a group of another VPC can be referenced where both are attached to a Transit Gateway that supports it, which none does by default (${REFERENCING})`,
      hint: 'write securityGroupReferencingSupport: enable at the Transit Gateway of both, or cidrIp',
      dependsOn: [['transitGateway'], ['transitGateways']],
    });
  }
}

const REFERENCING = 'AWS Transit Gateway guide, Security group referencing';

function areJoined(lab: Lab, one: string, other: string): boolean {
  return transitGateways(lab).some(
    (gateway) =>
      gateway.securityGroupReferencingSupport === 'enable' &&
      [one, other].every((vpc) => attachmentOf(gateway, 'vpc', vpc) !== undefined),
  );
}
