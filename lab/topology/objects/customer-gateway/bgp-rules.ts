import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import type { CustomerGateway, Lab } from '../../types.ts';

const SOURCE = 'AWS S2S VPN user guide, Customer gateway options';

/** ASNs that AWS keeps for itself, each in one Region or in all: no customer gateway has them. */
const RESERVED_ASNS: readonly number[] = [7224, 9059, 10124, 17943];

/** An ASN that AWS takes, other than that of the gateway at the other end of a session, and each prefix announced once. */
export function checkBgp(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const { name, bgpAsn, router } = gateway;
  const at: KeyPath = ['customerGateways', name];
  if (RESERVED_ASNS.includes(bgpAsn)) {
    report([...at, 'bgpAsn'], {
      what: 'is reserved by AWS',
      value: bgpAsn,
      rule: `not one of ${RESERVED_ASNS.join(', ')} (${SOURCE})`,
      hint: 'e.g. 65000',
    });
  }
  checkUnique(
    report,
    router.bgp.networks.map((value, index) => ({ path: [...at, 'router', 'bgp', 'networks', index], value })),
    'a router announces a prefix once',
  );
  for (const vpn of lab.vpnConnections) {
    if (vpn.customerGateway !== name || vpn.staticRoutesOnly) continue;
    const amazon = lab.gateways.find((each) => each.name === vpn.gateway);
    if (amazon?.amazonSideAsn !== bgpAsn) continue;
    report([...at, 'bgpAsn'], {
      what: `is the ASN of ${amazon.name}, too, where ${vpn.name} ends`,
      value: bgpAsn,
      rule: 'the two ends of a VPN connection with BGP have different ASNs (AWS S2S VPN user guide, Get started)',
      hint: 'give one of the two another: the customer gateway e.g. 65000, or amazonSideAsn',
    });
  }
}
