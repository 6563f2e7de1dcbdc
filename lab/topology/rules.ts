import type { GatewayPath } from './objects/gateway-kinds.ts';
import type { Report } from './report.ts';
import { checkAddressPlan } from './rules/address-plan.ts';
import { checkBgp } from './objects/customer-gateway/bgp-rules.ts';
import { checkRoutersOfSite } from './objects/customer-gateway/further-router-rules.ts';
import { checkCertificate } from './objects/customer-gateway/certificate.ts';
import { checkIpv6 as checkIpv6OfSite } from './objects/customer-gateway/ipv6-rules.ts';
import { checkSite } from './objects/customer-gateway/rules.ts';
import { checkDirectConnectGateways } from './objects/direct-connect-gateway/rules.ts';
import { checkExpectations } from './objects/expectation/rules.ts';
import { checkInternetHosts } from './objects/internet-host/rules.ts';
import { checkLinks } from './objects/link/rules.ts';
import { checkPrefixLists } from './objects/prefix-list/rules.ts';
import { checkNames } from './rules/names.ts';
import { checkRouter } from './objects/customer-gateway/router-rules.ts';
import { checkGateways } from './objects/gateway-kinds.ts';
import { checkGroupReferences } from './objects/security-group/reference-rules.ts';
import { checkVpc } from './objects/vpc/rules.ts';
import { checkAvailabilityZones } from './objects/vpc/subnet-rules.ts';
import { checkVpnConnections } from './objects/vpn-connection/rules.ts';
import type { Lab } from './types.ts';

/** Reports whatever in a lab breaks a rule that spans more than one value. Malformed values are passed over. */
export function checkRules(lab: Lab, report: Report, gatewayPath: GatewayPath): void {
  checkSomething(lab, report);
  checkNames(lab, report, gatewayPath);
  checkAddressPlan(lab, report);
  for (const vpc of lab.vpcs) checkVpc(vpc, lab.gateways, report);
  checkPrefixLists(lab, report);
  checkAvailabilityZones(lab.vpcs, report);
  checkGroupReferences(lab, report);
  checkGateways(lab, report, gatewayPath);
  checkDirectConnectGateways(lab, report);
  for (const gateway of lab.customerGateways) {
    checkRoutersOfSite(lab, gateway, report);
    checkSite(lab, gateway, report);
    checkIpv6OfSite(lab, gateway, report);
    checkCertificate(gateway, report);
    checkRouter(lab, gateway, report);
    checkBgp(lab, gateway, report);
  }
  checkVpnConnections(lab, report);
  checkInternetHosts(lab, report);
  checkLinks(lab, report);
  checkExpectations(lab, report);
}

/** A lab of neither VPCs nor sites has no host: everything about it would be as expected. */
function checkSomething({ vpcs, customerGateways }: Lab, report: Report): void {
  if (vpcs.length + customerGateways.length > 0) return;
  report([], {
    what: 'has neither vpcs nor customerGateways, so there is nothing to bring up',
    hint: 'write them, or extends: with the path of a lab file that has them, e.g. scenarios/reference/lab.yaml',
    dependsOn: [['vpcs'], ['customerGateways']],
  });
}
