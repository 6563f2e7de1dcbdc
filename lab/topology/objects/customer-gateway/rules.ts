import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { CustomerGateway } from '../../types.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';

/** The site's two subnets inside its CIDR block, and everyone's address inside a subnet. */
export function checkCustomerGateway(gateway: CustomerGateway, report: Report): void {
  const { router, hosts } = gateway;
  const at: KeyPath = ['customerGateways', gateway.name];
  const subnets = (['outsideCidrBlock', 'insideCidrBlock'] as const).map((key) => ({
    path: [...at, 'router', key],
    value: router[key],
  }));
  for (const { path, value } of subnets.filter((each) => isCidrBlock(each.value))) {
    if (isCidrBlock(gateway.cidrBlock) && !contains(gateway.cidrBlock, value)) {
      const dependsOn = [[...at, 'cidrBlock']];
      report(path, { what: `is not inside the site's ${gateway.cidrBlock}`, value, dependsOn });
    }
    if (prefixLength(value) > 29) {
      report(path, {
        what: 'is too small',
        value,
        rule: 'the prefix length of a subnet of the site is 29 at most',
      });
    }
  }
  checkNoOverlap(report, subnets, 'the router joins two subnets that do not overlap');

  const outside = {
    cidrBlock: router.outsideCidrBlock,
    path: [...at, 'router', 'outsideCidrBlock'],
    reserved: [0, 1, -1],
  };
  const inside = {
    cidrBlock: router.insideCidrBlock,
    path: [...at, 'router', 'insideCidrBlock'],
    reserved: [0, -1],
  };
  const insideAddresses = [
    { path: [...at, 'router', 'insideIpAddress'], value: router.insideIpAddress },
    ...hosts.map(({ name, privateIpAddress }) => ({
      path: [...at, 'hosts', name, 'privateIpAddress'],
      value: privateIpAddress,
    })),
  ];
  checkAddress([...at, 'router', 'privateIpAddress'], router.privateIpAddress, outside, report);
  for (const { path, value } of insideAddresses) checkAddress(path, value, inside, report);
  checkUnique(report, insideAddresses, 'an address belongs to one node');
}

interface SiteSubnet {
  readonly cidrBlock: string;
  readonly path: KeyPath;
  /** Numbers of the addresses that are taken; the outside subnet's first host is its Internet gateway. */
  readonly reserved: readonly number[];
}

function checkAddress(
  path: KeyPath,
  value: string,
  { cidrBlock, path: subnet, reserved }: SiteSubnet,
  report: Report,
): void {
  if (!isCidrBlock(cidrBlock) || !isIpAddress(value)) return;
  const key = subnet.at(-1);
  if (!contains(cidrBlock, value)) {
    report(path, { what: `is not in ${key} ${cidrBlock}`, value, dependsOn: [subnet] });
  } else if (prefixLength(cidrBlock) <= 29 && reserved.some((n) => addressAt(cidrBlock, n) === value)) {
    report(path, {
      what: `is taken in ${key} ${cidrBlock}`,
      value,
      rule:
        reserved.length === 3
          ? 'not the network address, the Internet gateway (first host) or the broadcast address'
          : 'not the network address or the broadcast address',
      dependsOn: [subnet],
    });
  }
}
