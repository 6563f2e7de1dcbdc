import { given } from '../../../given.ts';
import { addressAt, contains, isCidrBlock, isIpAddress, prefixLength } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { CustomerGateway, Lab } from '../../types.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import type { Placed } from '../../rules/placed.ts';
import { gatewaysOfSite, hasPublicAddress, isNamesake } from '../../graph/sites.ts';

/** A site's subnets inside its CIDR block, and everyone's address inside a subnet: once for all of its routers. */
export function checkSite(lab: Lab, gateway: CustomerGateway, report: Report): void {
  if (!isNamesake(gateway)) return;
  const gateways = gatewaysOfSite(lab, gateway);
  const { router, hosts } = gateway;
  const at: KeyPath = ['customerGateways', gateway.name];
  const outsides = gateways.map((each): SiteSubnet => ({
    cidrBlock: each.router.outsideCidrBlock,
    path: ['customerGateways', each.name, 'router', 'outsideCidrBlock'],
    reserved: [0, 1, -1],
  }));
  const insides = router.insideSubnets.map(({ cidrBlock }, index): SiteSubnet => ({
    cidrBlock,
    path: insidePath(gateway, ['router', 'insideCidrBlock'], index),
    reserved: [0, -1],
  }));
  checkSubnets(gateways, outsides, insides, report);

  const own = gateways.map(({ name, router: { privateIpAddress: value } }) => ({
    path: ['customerGateways', name, 'router', 'privateIpAddress'],
    value,
  }));
  own.forEach(({ path, value }, index) => checkAddress(path, value, [outsides[index]!], report));
  const inside = gateways.flatMap((each) =>
    each.router.insideSubnets.map(({ ipAddress: value }, index) => ({
      path: insidePath(each, ['router', 'insideIpAddress'], index),
      value,
      index,
    })),
  );
  const virtual = router.insideSubnets.flatMap(({ virtualIpAddress: value }, index) =>
    value === null ? [] : [{ path: insidePath(gateway, ['virtualIpAddress'], index), value, index }],
  );
  for (const { path, value, index } of [...inside, ...virtual])
    checkAddress(path, value, [insides[index]!], report);
  const ofHosts = hosts.map(({ name, privateIpAddress }) => ({
    path: [...at, 'hosts', name, 'privateIpAddress'],
    value: privateIpAddress,
  }));
  // Without an inside subnet the router is one-armed: the hosts are in its own.
  const missing: KeyPath = [...at, 'router', 'insideCidrBlock'];
  const oneArmed = {
    ...outsides[0]!,
    dependsOn: [missing],
    hint: `or give ${router.name} an insideCidrBlock`,
  };
  const subnetsOfHosts = insides.length > 0 ? insides : [oneArmed];
  for (const { path, value } of ofHosts) checkAddress(path, value, subnetsOfHosts, report);
  checkUnique(report, [...own, ...inside, ...virtual, ...ofHosts], 'an address belongs to one node');
}

/** Where the lab file has the n-th of what may be one or several. */
function insidePath({ name, router }: CustomerGateway, key: KeyPath, index: number): KeyPath {
  const path: KeyPath = ['customerGateways', name, ...key];
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
  gateways: readonly CustomerGateway[],
  outsides: readonly SiteSubnet[],
  insides: readonly SiteSubnet[],
  report: Report,
): void {
  const { name, cidrBlock: ofSite, hosts } = gateways[0]!;
  const dependsOn: KeyPath[] = [['customerGateways', name, 'cidrBlock']];
  const all = [...outsides, ...insides].map(({ path, cidrBlock }): Placed => ({ path, value: cidrBlock }));
  const isOneArmed = insides.length === 0 && hosts.length > 0;
  const mayBeElsewhere = gateways.map((each) => hasPublicAddress(each) || each.router.own !== null);
  for (const [index, { path, value }] of all.entries()) {
    if (!isCidrBlock(value)) continue;
    const ofProvider = mayBeElsewhere[index] === true && !isOneArmed;
    if (!ofProvider && isCidrBlock(ofSite) && !contains(ofSite, value)) {
      report(path, { what: `is not inside the site's ${ofSite}`, value, dependsOn });
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
