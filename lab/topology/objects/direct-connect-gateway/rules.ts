import { isCidrBlock, networkOf } from '../../cidr.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkNoOverlap } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { DirectConnectGateway, Lab, VirtualInterface } from '../../types.ts';
import { attachmentOf, transitGateways } from '../gateways.ts';

const GUIDE = 'AWS Direct Connect user guide';

/** ASNs that differ, two addresses of one subnet for each virtual interface, and a subnet of its own. */
export function checkDirectConnectGateways(lab: Lab, report: Report): void {
  for (const gateway of lab.directConnectGateways) {
    checkAsn(lab, gateway, report);
    for (const each of gateway.virtualInterfaces) checkVirtualInterface(lab, gateway, each, report);
  }
  const subnets = lab.directConnectGateways.flatMap((gateway) =>
    gateway.virtualInterfaces.map(({ name, amazonAddress }) => ({
      path: [...pathOf(gateway, name), 'amazonAddress'],
      value: subnetOf(amazonAddress),
    })),
  );
  checkNoOverlap(report, subnets, 'each virtual interface has a subnet of its own');
}

const pathOf = ({ name }: DirectConnectGateway, virtualInterface: string): KeyPath => [
  'directConnectGateways',
  name,
  'virtualInterfaces',
  virtualInterface,
];

function checkAsn(lab: Lab, { name, amazonSideAsn }: DirectConnectGateway, report: Report): void {
  const path: KeyPath = ['directConnectGateways', name, 'amazonSideAsn'];
  for (const gateway of transitGateways(lab)) {
    if (attachmentOf(gateway, 'direct-connect-gateway', name) === undefined) continue;
    if (gateway.amazonSideAsn !== amazonSideAsn) continue;
    report(path, {
      what: `is the ASN of ${gateway.name}, too, which it is attached to`,
      value: amazonSideAsn,
      rule: `a Direct Connect gateway and its Transit Gateways have different ASNs (${GUIDE}, Transit gateway associations)`,
      hint: 'e.g. amazonSideAsn: 64513',
    });
  }
}

function checkVirtualInterface(
  lab: Lab,
  gateway: DirectConnectGateway,
  { name, customerGateway, amazonAddress, customerAddress }: VirtualInterface,
  report: Report,
): void {
  const at = pathOf(gateway, name);
  const isKnown = checkReference(report, [...at, 'customerGateway'], customerGateway, {
    kind: 'customer gateway',
    names: lab.customerGateways.map((each) => each.name),
    maps: [['customerGateways']],
  });
  const isApart = amazonAddress === customerAddress || subnetOf(amazonAddress) !== subnetOf(customerAddress);
  if (isApart && subnetOf(amazonAddress) !== '' && subnetOf(customerAddress) !== '') {
    report([...at, 'customerAddress'], {
      what: `is not the other end's of ${subnetOf(amazonAddress)}`,
      value: customerAddress,
      rule: `both ends of a virtual interface are in one subnet (${GUIDE}, Virtual interfaces)`,
      hint: 'e.g. 169.254.200.1/30 and 169.254.200.2/30',
      dependsOn: [[...at, 'amazonAddress']],
    });
  }
  const site = lab.customerGateways.find((each) => each.name === customerGateway);
  if (!isKnown || site?.bgpAsn !== gateway.amazonSideAsn) return;
  report(['directConnectGateways', gateway.name, 'amazonSideAsn'], {
    what: `is the ASN of ${site.name}, too, at the other end of ${name}`,
    value: gateway.amazonSideAsn,
    rule: `the two ends of a virtual interface have different ASNs (${GUIDE}, Virtual interfaces)`,
    hint: 'give one of the two another',
    dependsOn: [['customerGateways', site.name, 'bgpAsn']],
  });
}

/** The subnet of an address with prefix length; an empty text for a malformed one. */
function subnetOf(address: string): string {
  return isCidrBlock(address) ? networkOf(address) : '';
}
