import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { nearestNameHint } from '../../nearest-name.ts';
import { attachmentOf } from '../gateways.ts';
import { checkVpcParts } from './parts.ts';
import type { Gateway, Instance, RouteTable, RouteTarget, Vpc } from '../../types.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import { checkReference, checkReferences } from '../../rules/reference.ts';

/** AWS's own services answer there, so VPC routes cannot go there (AWS VPC user guide, Route tables). */
const UNROUTABLE = '169.254.168.0/22';

/** What the lab's gateways follow from. */
const GATEWAYS: readonly KeyPath[] = ['transitGateway', 'transitGateways', 'vpnGateway', 'vpnGateways'].map(
  (section) => [section],
);

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
      checkTarget(
        vpc,
        target,
        gateways,
        [...at, 'routeTables', table.name, 'routes', index, 'target'],
        report,
      );
    });
    checkReferences(report, [...at, 'routeTables', table.name, 'propagatingVgws'], table.propagatingVgws, {
      kind: `virtual private gateway of ${vpc.name}`,
      names: gateways
        .filter(
          (gateway) => gateway.kind === 'vpnGateway' && attachmentOf(gateway, 'vpc', vpc.name) !== undefined,
        )
        .map(({ name }) => name),
      maps: GATEWAYS,
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

/** A target that means a gateway by its kind means the only one of that kind. */
function checkTarget(
  vpc: Vpc,
  target: RouteTarget,
  gateways: readonly Gateway[],
  path: KeyPath,
  report: Report,
): void {
  if (target.kind === 'blackhole') return;
  const { name: value } = target;
  const dependsOn = GATEWAYS;
  const found = gateways.find(({ name }) => name === value);
  if (found?.kind === 'vpnGateway' && attachmentOf(found, 'vpc', vpc.name) === undefined) {
    report(path, {
      what: `leads to ${value}, which is not attached to ${vpc.name}`,
      value,
      rule: 'a route leads to the virtual private gateway of its own VPC (EC2 API, CreateRoute)',
      dependsOn,
    });
  }
  if (found !== undefined) return;
  const kind = KINDS.find((each) => each === value);
  if (kind === undefined) {
    const known = [...wordsFor(gateways), 'blackhole'];
    const what = `must be one of ${known.join(', ')}`;
    report(path, { what, value, hint: nearestNameHint(value, known), dependsOn });
    return;
  }
  const ofKind = gateways.filter((gateway) => gateway.kind === kind);
  const noun = NOUNS[kind];
  if (ofKind.length === 0) {
    report(path, {
      what: `means a ${noun}, and the lab has none`,
      value,
      hint: `write one, e.g. ${kind}: { ${kind === 'vpnGateway' ? `vpc: ${vpc.name}` : 'attachments: …'} }, or target: blackhole`,
      dependsOn,
    });
  } else {
    report(path, {
      what: `means the only ${noun}, and the lab has several`,
      value,
      rule: 'where there are several, a route names its own',
      hint: `write one of ${ofKind.map(({ name }) => name).join(', ')}`,
      dependsOn,
    });
  }
}

const NOUNS = {
  transitGateway: 'Transit Gateway',
  vpnGateway: 'virtual private gateway',
} as const satisfies Record<Gateway['kind'], string>;
const KINDS = Object.keys(NOUNS) as Gateway['kind'][];

/** How routes can call gateways: by the kind where there is one of it, or may be, otherwise by name. */
function wordsFor(gateways: readonly Gateway[]): string[] {
  if (gateways.length === 0) return ['transitGateway'];
  return KINDS.flatMap((kind) => {
    const names = gateways.filter((gateway) => gateway.kind === kind).map(({ name }) => name);
    return names.length === 1 ? [kind] : names;
  });
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
