import { GATEWAY_KEYS, GATEWAY_KINDS, GATEWAY_NODES } from '../gateway.ts';
import { contains, isAnyCidrBlock, isIpv6 } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import { nearestNameHint } from '../../nearest-name.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReferences } from '../../rules/reference.ts';
import type { Gateway, RouteTable, RouteTarget, Vpc } from '../../types.ts';
import { attachmentOf } from '../gateways.ts';
import { blockPaths } from './subnet-rules.ts';

/** AWS's own services answer there, so VPC routes cannot go there (AWS VPC user guide, Route tables). */
const UNROUTABLE = '169.254.168.0/22';

/** What the lab's gateways follow from. */
const GATEWAYS: readonly KeyPath[] = GATEWAY_KEYS.flat().map((section) => [section]);

/** Routes that AWS would take, with targets that the lab has; propagation by a gateway of the VPC. */
export function checkRouteTables(vpc: Vpc, gateways: readonly Gateway[], report: Report): void {
  for (const table of vpc.routeTables) {
    const at: KeyPath = ['vpcs', vpc.name, 'routeTables', table.name];
    checkRouteTable(vpc, table, report);
    checkLocalRoutes(vpc, table, report);
    table.routes.forEach(({ target }, index) => {
      checkTarget(vpc, target, gateways, [...at, 'routes', index, 'target'], report);
    });
    checkPropagation(vpc, table, gateways, report);
  }
}

/** A virtual private gateway propagates into the tables of the VPC that it is attached to. */
function checkPropagation(
  vpc: Vpc,
  { name, propagatingVgws }: RouteTable,
  gateways: readonly Gateway[],
  report: Report,
): void {
  const at: KeyPath = ['vpcs', vpc.name, 'routeTables', name, 'propagatingVgws'];
  const own = gateways.filter(({ kind }) => kind === 'vpnGateway');
  checkReferences(report, at, propagatingVgws, {
    kind: 'virtual private gateway',
    names: own.map((gateway) => gateway.name),
    maps: GATEWAYS,
  });
  propagatingVgws.forEach((value, index) => {
    const gateway = own.find((each) => each.name === value);
    if (gateway === undefined || attachmentOf(gateway, 'vpc', vpc.name) !== undefined) return;
    report([...at, index], {
      what: `is not attached to ${vpc.name}`,
      value,
      rule: 'a virtual private gateway propagates into route tables of the VPC that it is attached to (EC2 API, EnableVgwRoutePropagation)',
      hint: `write vpc: ${vpc.name} at ${value}, or leave it out`,
      dependsOn: GATEWAYS,
    });
  });
}

function checkRouteTable(vpc: Vpc, table: RouteTable, report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name, 'routeTables', table.name, 'routes'];
  const destinations = table.routes.flatMap(({ destinationCidrBlock: value }, index) =>
    value === null ? [] : [{ path: [...at, index, destinationKey(value)], value }],
  );
  checkUnique(report, destinations, 'a route table has one route for a destination');
  for (const { path, value } of destinations.filter((each) => isAnyCidrBlock(each.value))) {
    if (contains(UNROUTABLE, value)) {
      report(path, {
        what: 'is a destination that AWS refuses',
        value,
        rule: `no VPC route inside ${UNROUTABLE} (AWS VPC user guide, Route tables)`,
      });
    }
  }
}

/**
 * A route inside a block of the VPC stands before the local one: AWS takes those for a whole subnet that lead to a middlebox.
 * The lab has no route for a subnet in a table that the subnet uses itself, which AWS passes over.
 */
function checkLocalRoutes(vpc: Vpc, table: RouteTable, report: Report): void {
  table.routes.forEach(({ destinationCidrBlock: value, target }, index) => {
    const at: KeyPath = ['vpcs', vpc.name, 'routeTables', table.name, 'routes', index];
    if (value === null) return;
    const own = [...vpc.cidrBlocks, vpc.ipv6CidrBlock ?? ''].find(
      (block) => isAnyCidrBlock(block) && isAnyCidrBlock(value) && contains(block, value),
    );
    if (own === undefined) return;
    const subnet = vpc.subnets.find(
      ({ cidrBlock, ipv6CidrBlock }) => value === cidrBlock || value === ipv6CidrBlock,
    );
    const isOwn = subnet?.routeTable === table.name;
    if (MIDDLEBOXES.includes(target.kind) && subnet !== undefined && !isOwn) return;
    report([...at, destinationKey(value)], {
      what: isOwn
        ? `is the block of ${subnet.name}, which uses this table`
        : `is inside the VPC's own ${own}`,
      value,
      rule: "a VPC's own addresses are reached by the local route, and only a route for a whole subnet, to an instance or a NAT gateway, stands before it (AWS VPC user guide, Route tables)",
      hint: isOwn
        ? 'leave the route out: instances of one subnet reach each other without a router'
        : 'leave the route out',
      dependsOn: [...blockPaths(vpc), [...at, 'target']],
    });
  });
}

/** The key of a route that has that destination. */
const destinationKey = (value: string): string =>
  isIpv6(value) ? 'destinationIpv6CidrBlock' : 'destinationCidrBlock';

/** What a route that stands before the local one may lead to. */
const MIDDLEBOXES: readonly RouteTarget['kind'][] = ['instance', 'natGateway'];

/** A target that means a gateway by its kind means the only one of that kind. */
function checkTarget(
  vpc: Vpc,
  target: RouteTarget,
  gateways: readonly Gateway[],
  path: KeyPath,
  report: Report,
): void {
  if (!('name' in target) || MIDDLEBOXES.includes(target.kind)) return;
  const { name: value } = target;
  const dependsOn = GATEWAYS;
  const found = gateways.find(({ name }) => name === value);
  const isOfOneVpc = found?.kind === 'vpnGateway' || found?.kind === 'internetGateway';
  if (isOfOneVpc && attachmentOf(found, 'vpc', vpc.name) === undefined) {
    report(path, {
      what: `leads to ${value}, which is not attached to ${vpc.name}`,
      value,
      rule: `a route leads to the ${GATEWAY_NODES[found.kind].noun} of its own VPC (EC2 API, CreateRoute)`,
      ...(found.attachments.length === 0 && { hint: `write vpc: ${vpc.name} at ${value}` }),
      dependsOn,
    });
  }
  if (found !== undefined) return;
  const kind = GATEWAY_KINDS.find((each) => each === value);
  if (kind === undefined) {
    const middleboxes = [...vpc.natGateways, ...vpc.instances].map(({ name }) => name);
    const known = [...wordsFor(gateways), 'blackhole'];
    const what = `must be one of ${known.join(', ')}`;
    report(path, { what, value, hint: nearestNameHint(value, [...known, ...middleboxes]), dependsOn });
    return;
  }
  const ofKind = gateways.filter((gateway) => gateway.kind === kind);
  if (kind === 'internetGateway' && ofKind.length > 0) {
    report(path, {
      what: `means the Internet gateway of ${vpc.name}, and it has none`,
      value,
      rule: 'a route leads to the Internet gateway of its own VPC (EC2 API, CreateRoute)',
      hint: `write vpc: ${vpc.name} at an Internet gateway`,
      dependsOn,
    });
    return;
  }
  const { noun } = GATEWAY_NODES[kind];
  if (ofKind.length === 0) {
    report(path, {
      what: `means ${article(noun)} ${noun}, and the lab has none`,
      value,
      hint: `write one, e.g. ${kind}: { ${kind === 'transitGateway' ? 'attachments: …' : `vpc: ${vpc.name}`} }, or target: blackhole`,
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

const article = (noun: string): string => (/^[AEIOU]/.test(noun) ? 'an' : 'a');

/** How routes can call gateways: by the kind where there is one of it, or may be, otherwise by name. */
function wordsFor(gateways: readonly Gateway[]): string[] {
  if (gateways.length === 0) return ['transitGateway'];
  return GATEWAY_KINDS.flatMap((kind) => {
    const names = gateways.filter((gateway) => gateway.kind === kind).map(({ name }) => name);
    return names.length === 1 ? [kind] : names;
  });
}
