import { given } from '../../../given.ts';
import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { CustomerGateway } from '../../types.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import type { Placed } from '../../rules/placed.ts';
import { hasPublicAddress } from '../../graph/sites.ts';

/** The site's subnets inside its CIDR block, and everyone's address inside a subnet. */
export function checkCustomerGateway(gateway: CustomerGateway, report: Report): void {
  const { router, hosts } = gateway;
  const at: KeyPath = ['customerGateways', gateway.name];
  const outside: SiteSubnet = {
    cidrBlock: router.outsideCidrBlock,
    path: [...at, 'router', 'outsideCidrBlock'],
    reserved: [0, 1, -1],
  };
  const insides = router.insideSubnets.map(({ cidrBlock }, index): SiteSubnet => ({
    cidrBlock,
    path: insidePath(gateway, 'insideCidrBlock', index),
    reserved: [0, -1],
  }));
  checkSubnets(gateway, outside, insides, report);

  checkAddress([...at, 'router', 'privateIpAddress'], router.privateIpAddress, [outside], report);
  const inside = router.insideSubnets.map(({ ipAddress }, index) => ({
    path: insidePath(gateway, 'insideIpAddress', index),
    value: ipAddress,
  }));
  inside.forEach(({ path, value }, index) => checkAddress(path, value, [insides[index]!], report));
  const ofHosts = hosts.map(({ name, privateIpAddress }) => ({
    path: [...at, 'hosts', name, 'privateIpAddress'],
    value: privateIpAddress,
  }));
  // Without an inside subnet the router is one-armed: the hosts are in its own.
  const missing: KeyPath = [...at, 'router', 'insideCidrBlock'];
  const oneArmed = { ...outside, dependsOn: [missing], hint: `or give ${router.name} an insideCidrBlock` };
  const subnetsOfHosts = insides.length > 0 ? insides : [oneArmed];
  for (const { path, value } of ofHosts) checkAddress(path, value, subnetsOfHosts, report);
  const own = { path: [...at, 'router', 'privateIpAddress'], value: router.privateIpAddress };
  checkUnique(report, [own, ...inside, ...ofHosts], 'an address belongs to one node');
}

/** Where the lab file has the n-th of what may be one or several. */
function insidePath(
  { name, router }: CustomerGateway,
  key: 'insideCidrBlock' | 'insideIpAddress',
  index: number,
): KeyPath {
  const path: KeyPath = ['customerGateways', name, 'router', key];
  return router.insideSubnets.length > 1 ? [...path, index] : path;
}

/** A subnet of the site, where the lab file has it, and the numbers of the addresses that are taken in it. */
interface SiteSubnet {
  readonly cidrBlock: string;
  readonly path: KeyPath;
  /** The outside subnet's first host is its Internet gateway. */
  readonly reserved: readonly number[];
  /** What else an address follows from, and what else would mend it. */
  readonly dependsOn?: readonly KeyPath[];
  readonly hint?: string;
}

function checkSubnets(
  gateway: CustomerGateway,
  outside: SiteSubnet,
  insides: readonly SiteSubnet[],
  report: Report,
): void {
  const dependsOn: KeyPath[] = [['customerGateways', gateway.name, 'cidrBlock']];
  const all = [outside, ...insides].map(({ path, cidrBlock }): Placed => ({ path, value: cidrBlock }));
  const isOneArmed = insides.length === 0 && gateway.hosts.length > 0;
  for (const { path, value } of all.filter((each) => isCidrBlock(each.value))) {
    const isElsewhere = hasPublicAddress(gateway) || gateway.router.own !== null;
    const ofProvider = path === outside.path && isElsewhere && !isOneArmed;
    if (!ofProvider && isCidrBlock(gateway.cidrBlock) && !contains(gateway.cidrBlock, value)) {
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
  checkNoOverlap(report, all, 'the router joins subnets that do not overlap');
}

/** Reports an address that is in none of the subnets, or taken in the one that it is in. */
function checkAddress(path: KeyPath, value: string, subnets: readonly SiteSubnet[], report: Report): void {
  const sound = subnets.filter(({ cidrBlock }) => isCidrBlock(cidrBlock));
  if (sound.length < subnets.length || !isIpAddress(value)) return;
  const dependsOn = subnets.flatMap((subnet) => [subnet.path, ...(subnet.dependsOn ?? [])]);
  const key = String(subnets[0]?.path.find((part) => String(part).endsWith('CidrBlock')));
  const subnet = sound.find(({ cidrBlock }) => contains(cidrBlock, value));
  if (subnet === undefined) {
    const blocks = sound.map(({ cidrBlock }) => cidrBlock).join(', ');
    report(path, {
      what: `is not in ${key} ${blocks}`,
      value,
      dependsOn,
      ...given({ hint: subnets[0]?.hint }),
    });
    return;
  }
  const { cidrBlock, reserved } = subnet;
  if (prefixLength(cidrBlock) > 29 || !reserved.some((n) => addressAt(cidrBlock, n) === value)) return;
  report(path, {
    what: `is taken in ${key} ${cidrBlock}`,
    value,
    rule:
      reserved.length === 3
        ? 'not the network address, the Internet gateway (first host) or the broadcast address'
        : 'not the network address or the broadcast address',
    dependsOn: [subnet.path],
  });
}
