import { addressAt, contains, isIpv6, isIpv6Address, isIpv6CidrBlock, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import type { RouteTarget, Vpc } from '../../types.ts';

const GUIDE = 'AWS VPC user guide';

/** What of IPv6 a VPC has: a block of a size that AWS takes, subnets of it, addresses in those, and routes to what carries IPv6 here. */
export function checkIpv6(vpc: Vpc, report: Report): void {
  const at: KeyPath = ['vpcs', vpc.name];
  checkBlocks(vpc, at, report);
  for (const { name, subnet, ipv6Address } of vpc.instances) {
    if (ipv6Address !== undefined)
      checkAddress(vpc, subnet, [...at, 'instances', name, 'ipv6Address'], ipv6Address, report);
  }
  const addresses = vpc.instances.flatMap(({ name, ipv6Address: value }) =>
    value === undefined ? [] : [{ path: [...at, 'instances', name, 'ipv6Address'], value }],
  );
  checkUnique(report, addresses, 'an address belongs to one instance');
  for (const { name, routes } of vpc.routeTables) {
    routes.forEach(({ destinationCidrBlock, target }, index) => {
      if (destinationCidrBlock === null || !isIpv6(destinationCidrBlock)) return;
      checkTarget(target, [...at, 'routeTables', name, 'routes', index, 'target'], report);
    });
  }
}

function checkBlocks(vpc: Vpc, at: KeyPath, report: Report): void {
  const { ipv6CidrBlock: block } = vpc;
  if (block !== undefined && isIpv6CidrBlock(block)) {
    const bits = prefixLength(block);
    if (bits < 44 || bits > 60 || bits % 4 !== 0) {
      report([...at, 'ipv6CidrBlock'], {
        what: 'has a prefix length that no IPv6 block of a VPC has',
        value: block,
        rule: `/44 to /60 in steps of 4; what Amazon gives is a /56 (${GUIDE}, IPv6 VPC CIDR blocks)`,
        hint: 'e.g. 2001:db8:10::/56',
      });
    }
  }
  const placed = vpc.subnets.flatMap(({ name, ipv6CidrBlock: value }) =>
    value === undefined ? [] : [{ path: [...at, 'subnets', name, 'ipv6CidrBlock'], value }],
  );
  for (const { path, value } of placed.filter((each) => isIpv6CidrBlock(each.value))) {
    if (prefixLength(value) !== 64) {
      const rule = `an IPv6 block of a subnet is a /64 (${GUIDE}, Subnet sizing for IPv6)`;
      report(path, { what: 'is not a /64', value, rule });
    } else if (block === undefined) {
      const hint = 'write ipv6CidrBlock at the VPC, too';
      report(path, { what: `is of no block of ${vpc.name}, which has no IPv6`, value, hint, atKey: true });
    } else if (isIpv6CidrBlock(block) && !contains(block, value)) {
      const dependsOn: KeyPath[] = [[...at, 'ipv6CidrBlock']];
      report(path, {
        what: `is not inside its VPC's ${block}`,
        value,
        rule: 'a subnet is a part of its VPC',
        dependsOn,
      });
    }
  }
  checkNoOverlap(report, placed, 'the subnets of a VPC do not overlap');
}

function checkAddress(vpc: Vpc, subnetName: string, path: KeyPath, value: string, report: Report): void {
  const subnet = vpc.subnets.find(({ name }) => name === subnetName);
  if (subnet === undefined || !isIpv6Address(value)) return;
  const { ipv6CidrBlock: block } = subnet;
  const dependsOn: KeyPath[] = [['vpcs', vpc.name, 'subnets', subnetName, 'ipv6CidrBlock']];
  if (block === undefined) {
    const hint = `write ipv6CidrBlock at ${subnetName}, too`;
    report(path, { what: `is in ${subnetName}, which has no IPv6 block`, value, hint, dependsOn });
  } else if (!isIpv6CidrBlock(block)) {
    return;
  } else if (!contains(block, value)) {
    report(path, { what: `is not in ${subnetName}, ${block}`, value, dependsOn });
  } else if ([0, 1, 2, 3, -1].some((n) => addressAt(block, n) === value)) {
    report(path, {
      what: `is reserved in ${subnetName}, ${block}`,
      value,
      rule: `AWS keeps the first four addresses of a subnet and the last (${GUIDE}, Subnet sizing for IPv6)`,
      hint: `use ${addressAt(block, 4)} to ${addressAt(block, -2)}`,
      dependsOn,
    });
  }
}

/** What carries IPv6 from a VPC in this lab. */
const TARGETS: readonly RouteTarget['kind'][] = ['transitGateway', 'instance', 'blackhole'];

function checkTarget(target: RouteTarget, path: KeyPath, report: Report): void {
  if (TARGETS.includes(target.kind)) return;
  report(path, {
    what: `carries no IPv6${target.kind === 'vpnGateway' ? '' : ' in this lab'}`,
    value: 'name' in target ? target.name : target.kind,
    rule: 'of what a VPC route leads to, a virtual private gateway supports no IPv6 (AWS S2S VPN user guide), and NAT gateways and the Internet of this lab are IPv4',
    hint: 'a route to an IPv6 block leads to a Transit Gateway, to an instance, or is a blackhole',
  });
}
