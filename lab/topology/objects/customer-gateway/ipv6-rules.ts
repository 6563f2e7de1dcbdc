import { addressAt, contains, isIpv6, isIpv6Address, isIpv6CidrBlock, prefixLength } from '../../cidr.ts';
import { gatewaysOfSite, insideSubnetOf, isNamesake } from '../../graph/sites.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkNoOverlap, checkUnique } from '../../rules/placed.ts';
import type { Placed } from '../../rules/placed.ts';
import type { CustomerGateway, Lab, Router } from '../../types.ts';

/** What of IPv6 a site has: LANs of its block with one router, hosts in them, and routes into tunnels that carry IPv6. */
export function checkIpv6(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const { router } = gateway;
  if (isNamesake(gateway)) checkLans(lab, gateway, report);
  if (router.own === null) checkRoutes(gateway.name, router, report);
}

function checkLans(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const lans = placedLans(gateway);
  for (const lan of lans) checkLan(gateway, lan, report);
  checkNoOverlap(report, lans, 'the router joins subnets that do not overlap');
  const [first] = lans;
  if (first !== undefined && gatewaysOfSite(lab, gateway).length > 1) {
    report(first.path, {
      what: 'stands at a site with several routers',
      value: first.value,
      rule: 'LANs with IPv6 have one router in this lab: VRRP and BGP between routers of a site are IPv4',
      hint: 'leave it out',
      atKey: true,
    });
  }
  const addresses = gateway.hosts.flatMap(({ name, ipv6Address: value }) =>
    value === undefined
      ? []
      : [{ path: ['customerGateways', gateway.name, 'hosts', name, 'ipv6Address'], value, name }],
  );
  for (const { path, value, name } of addresses) checkHost(gateway, lans, name, { path, value }, report);
  checkUnique(report, addresses, 'an address belongs to one node');
}

/** The IPv6 blocks of a site's LANs, and where the lab file has them. */
function placedLans({ name, router: { insideSubnets } }: CustomerGateway): Placed[] {
  const at: KeyPath = ['customerGateways', name, 'router', 'insideIpv6CidrBlock'];
  return insideSubnets.flatMap(({ ipv6 }, index) =>
    ipv6 === undefined
      ? []
      : [{ path: insideSubnets.length > 1 ? [...at, index] : at, value: ipv6.cidrBlock }],
  );
}

function checkLan(
  { name, ipv6CidrBlock: block }: CustomerGateway,
  { path, value }: Placed,
  report: Report,
): void {
  if (block === undefined) {
    const hint = `write ipv6CidrBlock at ${name}, too`;
    report(path, { what: 'is of no IPv6 block of the site', value, hint });
  } else if (isIpv6CidrBlock(block) && !contains(block, value)) {
    const dependsOn: KeyPath[] = [['customerGateways', name, 'ipv6CidrBlock']];
    report(path, { what: `is not inside the site's ${block}`, value, dependsOn });
  } else if (prefixLength(value) > 126) {
    const rule = 'the prefix length of an IPv6 subnet of the site is 126 at most';
    report(path, { what: 'is too small', value, rule });
  }
}

function checkHost(
  gateway: CustomerGateway,
  lans: readonly Placed[],
  host: string,
  { path, value }: Placed,
  report: Report,
): void {
  if (!isIpv6Address(value)) return;
  const blocks = lans.map((lan) => lan.value);
  const lan = blocks.find((each) => contains(each, value));
  const dependsOn: KeyPath[] = [['customerGateways', gateway.name, 'router', 'insideIpv6CidrBlock']];
  if (lan === undefined) {
    const of = `insideIpv6CidrBlock ${blocks.join(', ')}`;
    const what = blocks.length === 0 ? 'is in no IPv6 block of the LAN' : `is not in ${of}`;
    report(path, { what, value, hint: 'write insideIpv6CidrBlock at the router', dependsOn });
  } else if ([0, 1].some((n) => addressAt(lan, n) === value)) {
    const what = `is taken in insideIpv6CidrBlock ${lan}`;
    report(path, { what, value, rule: 'the first host is the router', dependsOn });
  } else if (lanOf(gateway, host)?.ipv6?.cidrBlock !== lan) {
    report(path, { what: `is in another LAN than privateIpAddress of ${host}`, value, dependsOn });
  }
}

/** The inside subnet that a host's IPv4 address is in. */
function lanOf(
  { router, hosts }: CustomerGateway,
  host: string,
): Router['insideSubnets'][number] | undefined {
  const own = hosts.find(({ name }) => name === host);
  return own === undefined ? undefined : insideSubnetOf(router, own);
}

/** A tunnel carries one of the two, and so does a route into it. */
function checkRoutes(gateway: string, { connections, routes }: Router, report: Report): void {
  const at: KeyPath = ['customerGateways', gateway, 'router'];
  routes.forEach(({ destinationCidrBlock: value, connection: name }, index) => {
    const connection = connections.find((each) => each.name === name);
    if (connection === undefined || connection.insideLocal === '' || value === '') return;
    const carries = isIpv6(connection.insideLocal);
    if (carries === isIpv6(value)) return;
    report([...at, 'routes', index, 'destinationCidrBlock'], {
      what: `is ${carries ? 'IPv4' : 'IPv6'}, and ${name} carries ${carries ? 'IPv6' : 'IPv4'}`,
      value,
      rule: `a VPN connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`,
      hint: 'a site that wants both has two VPN connections: route into a connection of the other',
      dependsOn: [[...at, 'routes', index, 'connection'], ['vpnConnections']],
    });
  });
  for (const { name, insideLocal, mtu: value } of connections) {
    if (!isIpv6(insideLocal) || value >= 1280) continue;
    report([...at, 'connections', name, 'mtu'], {
      what: 'is below 1280',
      value,
      rule: 'a link that carries IPv6 has an MTU of 1280 or more (RFC 8200)',
    });
  }
}
