import { contains, isCidrBlock, overlaps, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkNoOverlap } from '../../rules/placed.ts';
import type { Placed } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Vpc } from '../../types.ts';

/** The blocks of a VPC, and where the lab file has each. */
export function placedBlocks({ name, cidrBlocks }: Vpc): Placed[] {
  const at: KeyPath = ['vpcs', name];
  return cidrBlocks.map((value, index) => ({
    path: index === 0 ? [...at, 'cidrBlock'] : [...at, 'secondaryCidrBlocks', index - 1],
    value,
  }));
}

/** Where the lab file has the blocks of a VPC. */
export function blockPaths(vpc: Vpc): KeyPath[] {
  return placedBlocks(vpc).map(({ path }) => path);
}

/** Blocks of a size that AWS takes, of one private range; subnets inside them, apart from each other, with a route table. */
export function checkSubnets(vpc: Vpc, report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name];
  const blocks = placedBlocks(vpc);
  for (const { path, value } of blocks) checkSize(report, path, value, 'VPC');
  checkNoOverlap(report, blocks, 'the CIDR blocks of a VPC do not overlap (AWS VPC user guide, CIDR blocks)');
  checkRanges(blocks, report);
  const tables = {
    kind: `route table of ${vpc.name}`,
    names: vpc.routeTables.map(({ name }) => name),
    maps: [[...at, 'routeTables']],
  };
  if (vpc.mainRouteTable !== null)
    checkReference(report, [...at, 'mainRouteTable'], vpc.mainRouteTable, tables);
  for (const subnet of vpc.subnets) {
    const path = [...at, 'subnets', subnet.name];
    checkSize(report, [...path, 'cidrBlock'], subnet.cidrBlock, 'subnet');
    checkInside(vpc, subnet.cidrBlock, [...path, 'cidrBlock'], report);
    if (subnet.routeTable !== vpc.mainRouteTable)
      checkReference(report, [...path, 'routeTable'], subnet.routeTable, tables);
  }
  const subnets = vpc.subnets.map(({ name, cidrBlock }) => ({
    path: [...at, 'subnets', name, 'cidrBlock'],
    value: cidrBlock,
  }));
  checkNoOverlap(report, subnets, 'the subnets of a VPC do not overlap');
}

function checkInside(vpc: Vpc, cidrBlock: string, path: KeyPath, report: Report): void {
  const blocks = vpc.cidrBlocks.filter(isCidrBlock);
  if (!isCidrBlock(cidrBlock) || blocks.length === 0) return;
  if (blocks.some((block) => contains(block, cidrBlock))) return;
  report(path, {
    what: `is not inside its VPC's ${blocks.join(' or ')}`,
    value: cidrBlock,
    rule: 'a subnet is a part of its VPC',
    dependsOn: blockPaths(vpc),
  });
}

function checkSize(report: Report, path: KeyPath, cidrBlock: string, kind: string): void {
  if (!isCidrBlock(cidrBlock)) return;
  const prefix = prefixLength(cidrBlock);
  if (prefix >= 16 && prefix <= 28) return;
  const rule = `the prefix length of a ${kind} is 16 to 28 (AWS VPC user guide, CIDR blocks)`;
  report(path, { what: prefix < 16 ? 'is too large' : 'is too small', value: cidrBlock, rule });
}

/** The private ranges of RFC 1918. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** A VPC whose first block is private takes none of another private range. */
function checkRanges(blocks: readonly Placed[], report: Report): void {
  const rangeOf = ({ value }: Placed): string | undefined =>
    isCidrBlock(value) ? PRIVATE_RANGES.find((range) => overlaps(range, value)) : undefined;
  const [primary, ...others] = blocks;
  const own = primary === undefined ? undefined : rangeOf(primary);
  if (primary === undefined || own === undefined) return;
  for (const other of others) {
    const range = rangeOf(other);
    if (range === undefined || range === own) continue;
    report(other.path, {
      what: `is of ${range}, and the VPC's ${primary.value} is of ${own}`,
      value: other.value,
      rule: 'a VPC has blocks of one private range (AWS VPC user guide, CIDR block association restrictions)',
      hint: `take one of ${own}, or of 100.64.0.0/10`,
      dependsOn: [primary.path],
    });
  }
}

/** The subnets of a lab are in one region. */
export function checkAvailabilityZones(vpcs: readonly Vpc[], report: Report): void {
  const zones = vpcs.flatMap(({ name, subnets }) =>
    subnets.map((subnet) => ({
      path: ['vpcs', name, 'subnets', subnet.name, 'availabilityZone'],
      value: subnet.availabilityZone,
    })),
  );
  const [first] = zones;
  for (const { path, value } of zones) {
    if (first === undefined || value === '' || regionOf(value) === regionOf(first.value)) continue;
    report(path, {
      what: `is a zone of another region than ${first.value}`,
      value,
      rule: 'a VPC, and the gateways that it is attached to, are in one region (AWS VPC user guide, How Amazon VPC works)',
      hint: `write a zone of ${regionOf(first.value)}, e.g. ${regionOf(first.value)}b`,
      dependsOn: [first.path],
    });
  }
}

const regionOf = (zone: string): string => zone.slice(0, -1);
