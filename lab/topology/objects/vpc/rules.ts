import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { nearestNameHint } from '../../nearest-name.ts';
import { checkVpcParts } from './parts.ts';
import type { Gateway, Instance, RouteTable, RouteTarget, Vpc } from '../../types.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';

/** AWS's own services answer there, so VPC routes cannot go there (AWS VPC user guide, Route tables). */
const UNROUTABLE = '169.254.168.0/22';

/** What the lab's gateways follow from. */
const GATEWAYS: readonly KeyPath[] = [['transitGateway'], ['transitGateways']];

/** Subnets inside their VPC, instances inside their subnets, routes that AWS would take. */
export function checkVpc(vpc: Vpc, gateways: readonly Gateway[], report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name];
  checkSize(report, [...at, 'cidrBlock'], vpc.cidrBlock, 'VPC');
  for (const subnet of vpc.subnets) {
    const path = [...at, 'subnets', subnet.name];
    checkSize(report, [...path, 'cidrBlock'], subnet.cidrBlock, 'subnet');
    if (
      isCidrBlock(subnet.cidrBlock) &&
      isCidrBlock(vpc.cidrBlock) &&
      !contains(vpc.cidrBlock, subnet.cidrBlock)
    ) {
      report([...path, 'cidrBlock'], {
        what: `is not inside its VPC's ${vpc.cidrBlock}`,
        value: subnet.cidrBlock,
        rule: 'a subnet is a part of its VPC',
        dependsOn: [[...at, 'cidrBlock']],
      });
    }
    checkReference(report, [...path, 'routeTable'], subnet.routeTable, {
      kind: `route table of ${vpc.name}`,
      names: vpc.routeTables.map(({ name }) => name),
      maps: [[...at, 'routeTables']],
    });
  }
  const subnets = vpc.subnets.map(({ name, cidrBlock }) => ({
    path: [...at, 'subnets', name, 'cidrBlock'],
    value: cidrBlock,
  }));
  checkNoOverlap(report, subnets, 'the subnets of a VPC do not overlap');
  for (const table of vpc.routeTables) {
    checkRouteTable(vpc, table, report);
    table.routes.forEach(({ target }, index) => {
      checkTarget(target, gateways, [...at, 'routeTables', table.name, 'routes', index, 'target'], report);
    });
  }
  for (const instance of vpc.instances) checkInstance(vpc, instance, report);
  checkVpcParts(vpc, report);
  const addresses = vpc.instances.map(({ name, privateIpAddress }) => ({
    path: [...at, 'instances', name, 'privateIpAddress'],
    value: privateIpAddress,
  }));
  checkUnique(report, addresses, 'an address belongs to one instance');
}

function checkSize(report: Report, path: KeyPath, cidrBlock: string, kind: string): void {
  if (!isCidrBlock(cidrBlock)) return;
  const prefix = prefixLength(cidrBlock);
  if (prefix >= 16 && prefix <= 28) return;
  const rule = `the prefix length of a ${kind} is 16 to 28 (AWS VPC user guide, CIDR blocks)`;
  report(path, { what: prefix < 16 ? 'is too large' : 'is too small', value: cidrBlock, rule });
}

function checkRouteTable(vpc: Vpc, table: RouteTable, report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name, 'routeTables', table.name, 'routes'];
  const destinations = table.routes.map(({ destinationCidrBlock }, index) => ({
    path: [...at, index, 'destinationCidrBlock'],
    value: destinationCidrBlock,
  }));
  checkUnique(report, destinations, 'a route table has one route for a destination');
  for (const { path, value } of destinations.filter((each) => isCidrBlock(each.value))) {
    if (contains(UNROUTABLE, value)) {
      report(path, {
        what: 'is a destination that AWS refuses',
        value,
        rule: `no VPC route inside ${UNROUTABLE} (AWS VPC user guide, Route tables)`,
      });
    }
    if (isCidrBlock(vpc.cidrBlock) && contains(vpc.cidrBlock, value)) {
      report(path, {
        what: `is inside the VPC's own ${vpc.cidrBlock}`,
        value,
        rule: "a VPC's own addresses are reached by the local route of every table (AWS VPC user guide, Route tables)",
        hint: 'leave the route out',
        dependsOn: [['vpcs', vpc.name, 'cidrBlock']],
      });
    }
  }
}

/** A target that means a gateway by its kind means the only one. */
function checkTarget(target: RouteTarget, gateways: readonly Gateway[], path: KeyPath, report: Report): void {
  if (target.kind === 'blackhole' || gateways.some(({ name }) => name === target.name)) return;
  const names = gateways.length > 1 ? gateways.map(({ name }) => name) : [];
  const dependsOn = GATEWAYS;
  const { name: value } = target;
  if (value !== 'transitGateway') {
    const known = [...names, ...(gateways.length > 1 ? [] : ['transitGateway']), 'blackhole'];
    const what = `must be one of ${known.join(', ')}`;
    report(path, { what, value, hint: nearestNameHint(value, known), dependsOn });
  } else if (gateways.length === 0) {
    report(path, {
      what: 'means a Transit Gateway, and the lab has none',
      value,
      hint: 'write one, e.g. transitGateway: { attachments: … }, or target: blackhole',
      dependsOn,
    });
  } else {
    const rule = 'where there are several, a route names its own';
    const hint = `write one of ${names.join(', ')}`;
    report(path, {
      what: 'means the only Transit Gateway, and the lab has several',
      value,
      rule,
      hint,
      dependsOn,
    });
  }
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
