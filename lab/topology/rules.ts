import type { Report } from './report.ts';
import { checkAddressPlan } from './rules/address-plan.ts';
import { checkCustomerGateway } from './rules/customer-gateway.ts';
import { checkLinks } from './rules/links.ts';
import { checkNames } from './rules/names.ts';
import { checkRouter } from './rules/router.ts';
import { checkTransitGateway } from './rules/transit-gateway.ts';
import { checkVpc } from './rules/vpc.ts';
import { checkVpnConnections } from './rules/vpn-connection.ts';
import type { Lab } from './types.ts';

/** Reports whatever in a lab breaks a rule that spans more than one value. Malformed values are passed over. */
export function checkRules(lab: Lab, report: Report): void {
  checkNames(lab, report);
  checkAddressPlan(lab, report);
  for (const vpc of lab.vpcs) checkVpc(vpc, report);
  checkTransitGateway(lab, report);
  for (const gateway of lab.customerGateways) {
    checkCustomerGateway(gateway, report);
    checkRouter(lab, gateway, report);
  }
  checkVpnConnections(lab, report);
  checkLinks(lab, report);
}
