import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Gateway, Instance, Vpc } from '../../types.ts';
import { checkVpcParts } from './parts.ts';
import { checkRouteTables } from './route-rules.ts';
import { checkSubnets } from './subnet-rules.ts';

/** Subnets inside their VPC, instances inside their subnets, routes that AWS would take. */
export function checkVpc(vpc: Vpc, gateways: readonly Gateway[], report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name];
  checkSubnets(vpc, report);
  checkRouteTables(vpc, gateways, report);
  for (const instance of vpc.instances) checkInstance(vpc, instance, report);
  checkVpcParts(vpc, report);
  const addresses = vpc.instances.map(({ name, privateIpAddress }) => ({
    path: [...at, 'instances', name, 'privateIpAddress'],
    value: privateIpAddress,
  }));
  checkUnique(report, addresses, 'an address belongs to one instance');
}

function checkInstance(vpc: Vpc, instance: Instance, report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name, 'instances', instance.name];
  checkReference(report, [...at, 'subnet'], instance.subnet, {
    kind: `subnet of ${vpc.name}`,
    names: vpc.subnets.map(({ name }) => name),
    maps: [['vpcs', vpc.name, 'subnets']],
  });
  const { privateIpAddress: value } = instance;
  const subnet = vpc.subnets.find(({ name }) => name === instance.subnet);
  if (subnet === undefined || !isCidrBlock(subnet.cidrBlock) || !isIpAddress(value)) return;
  const { cidrBlock } = subnet;
  const path = [...at, 'privateIpAddress'];
  const dependsOn = [['vpcs', vpc.name, 'subnets', subnet.name, 'cidrBlock']];
  if (!contains(cidrBlock, value)) {
    report(path, { what: `is not in ${subnet.name}, ${cidrBlock}`, value, dependsOn });
  } else if (
    prefixLength(cidrBlock) <= 28 &&
    [0, 1, 2, 3, -1].some((n) => addressAt(cidrBlock, n) === value)
  ) {
    report(path, {
      what: `is reserved in ${subnet.name}, ${cidrBlock}`,
      value,
      rule: 'AWS keeps the first four addresses of a subnet and the last (AWS VPC user guide, Subnet sizing)',
      hint: `use ${addressAt(cidrBlock, 4)} to ${addressAt(cidrBlock, -2)}`,
      dependsOn,
    });
  }
}
