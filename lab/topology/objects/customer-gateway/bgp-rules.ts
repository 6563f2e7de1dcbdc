import { isIpv6 } from '../../cidr.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import { vpnTargets } from '../gateways.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { CustomerGateway, Lab, Router } from '../../types.ts';

const SOURCE = 'AWS S2S VPN user guide, Customer gateway options';

/** ASNs that AWS keeps for itself, each in one Region or in all: no customer gateway has them. */
const AWS_ASNS: readonly number[] = [7224, 9059, 10124, 17943];

/** ASNs that nobody has: AS_TRANS, and the last of 16 and of 32 bits (IANA, Special-Purpose AS Numbers). */
const SPECIAL_ASNS: readonly number[] = [23456, 65535, 4294967295];

/** An ASN that AWS takes, other than that of the gateway at the other end of a session, and each prefix announced once. */
export function checkBgp(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const { name, bgpAsn, router } = gateway;
  const at: KeyPath = ['customerGateways', name];
  checkReserved([...at, 'bgpAsn'], bgpAsn, report);
  if (router.bgp.asn !== bgpAsn) checkReserved([...at, 'router', 'bgp', 'asn'], router.bgp.asn, report);
  checkUnique(
    report,
    router.bgp.networks.map((value, index) => ({ path: [...at, 'router', 'bgp', 'networks', index], value })),
    'a router announces a prefix once',
  );
  checkCarriesIpv6(lab, gateway, report);
  for (const { connection, networks } of router.bgp.neighbors) {
    const path: KeyPath = [...at, 'router', 'bgp', 'neighbors', connection];
    checkReference(report, path, connection, {
      kind: `connection of ${router.name}`,
      names: router.connections.map((each) => each.name),
      maps: [[...at, 'router', 'connections']],
    });
    if (networks === router.bgp.networks) continue;
    checkCarried(path, router, connection, networks, report);
    checkUnique(
      report,
      networks.map((value, index) => ({ path: [...path, 'networks', index], value })),
      'a router announces a prefix once',
    );
  }
  for (const vpn of lab.vpnConnections) {
    if (vpn.customerGateway !== name || vpn.staticRoutesOnly) continue;
    const amazon = vpnTargets(lab.gateways).find((each) => each.name === vpn.gateway);
    if (amazon?.amazonSideAsn !== bgpAsn) continue;
    report([...at, 'bgpAsn'], {
      what: `is the ASN of ${amazon.name}, too, where ${vpn.name} ends`,
      value: bgpAsn,
      rule: 'the two ends of a VPN connection with BGP have different ASNs (AWS S2S VPN user guide, Get started)',
      hint: 'give one of the two another: the customer gateway e.g. 65000, or amazonSideAsn',
    });
  }
}

/** A prefix of IPv6 is announced over a connection that carries IPv6; the site's own blocks, which it announces by default, are theirs. */
function checkCarriesIpv6(
  { vpnConnections }: Lab,
  { name, cidrBlock, ipv6CidrBlock, router }: CustomerGateway,
  report: Report,
): void {
  const carriesIpv6 = vpnConnections.some(
    (vpn) => vpn.customerGateway === name && !vpn.staticRoutesOnly && vpn.tunnelInsideIpVersion === 'ipv6',
  );
  if (carriesIpv6) return;
  router.bgp.networks.forEach((value, index) => {
    if (!isIpv6(value) || value === ipv6CidrBlock || value === cidrBlock) return;
    report(['customerGateways', name, 'router', 'bgp', 'networks', index], {
      what: `is IPv6, which no VPN connection of ${name} announces`,
      value,
      rule: `a VPN connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`,
      hint: 'give one of its connections tunnelInsideIpVersion: ipv6 and staticRoutesOnly: false',
      dependsOn: [['vpnConnections']],
    });
  });
}

/** What is announced over one tunnel is of what that carries. */
function checkCarried(
  at: KeyPath,
  { connections }: Router,
  name: string,
  networks: readonly string[],
  report: Report,
): void {
  const inside = connections.find((each) => each.name === name)?.insideLocal ?? '';
  const carries = isIpv6(inside);
  networks.forEach((value, index) => {
    if (inside === '' || value === '' || isIpv6(value) === carries) return;
    report([...at, 'networks', index], {
      what: `is ${carries ? 'IPv4' : 'IPv6'}, and ${name} carries ${carries ? 'IPv6' : 'IPv4'}`,
      value,
      rule: `a VPN connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`,
      hint: 'leave it out: over each tunnel the router announces those of its networks that the tunnel carries',
      dependsOn: [['vpnConnections']],
    });
  });
}

function checkReserved(path: KeyPath, asn: number, report: Report): void {
  const hint = 'e.g. 65000';
  if (AWS_ASNS.includes(asn)) {
    const rule = `not one of ${AWS_ASNS.join(', ')} (${SOURCE})`;
    report(path, { what: 'is reserved by AWS', value: asn, rule, hint });
  }
  if (SPECIAL_ASNS.includes(asn)) {
    const rule = `not one of ${SPECIAL_ASNS.join(', ')} (RFC 6793, RFC 7300)`;
    report(path, { what: 'is reserved', value: asn, rule, hint });
  }
}
