import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { gatewaysOfSite, isNamesake, isOneArmed } from '../../graph/sites.ts';
import { checkReference } from '../../rules/reference.ts';
import { checkUnique } from '../../rules/placed.ts';
import type { CustomerGateway, Lab } from '../../types.ts';

/** A further router is at a site that has LANs, where routers meet; virtual addresses are for several of them. */
export function checkRoutersOfSite(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const at: KeyPath = ['customerGateways', gateway.name];
  if (isNamesake(gateway)) checkVirtualAddresses(lab, gateway, report);
  else checkFurtherRouter(lab, gateway, report);
  if (!isNamesake(gateway) || gateway.cidrBlock !== '') return;
  report([...at, 'site'], {
    what: 'is the customer gateway itself',
    value: gateway.name,
    rule: 'site names another customer gateway, whose site has this one for a further router',
    hint: 'leave it out, and give the site a cidrBlock',
    dependsOn: [[...at, 'cidrBlock']],
  });
}

function checkFurtherRouter(lab: Lab, { name, site }: CustomerGateway, report: Report): void {
  const path: KeyPath = ['customerGateways', name, 'site'];
  const sites = lab.customerGateways.filter((each) => each.name !== name);
  const referents = {
    kind: 'customer gateway',
    names: sites.map((each) => each.name),
    maps: [['customerGateways']],
  };
  if (!checkReference(report, path, site, referents)) return;
  const first = sites.find((each) => each.name === site)!;
  if (!isNamesake(first)) {
    report(path, {
      what: `is a further router of ${first.site} itself`,
      value: site,
      hint: `site: ${first.site}`,
      dependsOn: [['customerGateways', site, 'site']],
    });
  } else if (isOneArmed(first.router)) {
    const inside: KeyPath = ['customerGateways', site, 'router', 'insideCidrBlock'];
    report(path, {
      what: `is a site without an inside subnet, ${first.router.name} is one-armed`,
      value: site,
      rule: 'the routers of a site meet in its inside subnets, where its hosts are',
      hint: `give ${first.router.name} an insideCidrBlock`,
      dependsOn: [inside],
    });
  }
}

function checkVirtualAddresses(lab: Lab, gateway: CustomerGateway, report: Report): void {
  const path: KeyPath = ['customerGateways', gateway.name, 'virtualIpAddress'];
  const gateways = gatewaysOfSite(lab, gateway);
  if (gateway.router.insideSubnets.every(({ virtualIpAddress }) => virtualIpAddress === null)) return;
  if (gateways.length === 1) {
    report(path, {
      what: 'is for a site with several routers',
      rule: 'VRRP has one of several routers take the address (RFC 9568)',
      hint: `leave it out, or write a second customer gateway with site: ${gateway.name}`,
    });
  }
  checkUnique(
    report,
    gateways.map(({ name, router }) => ({
      path: ['customerGateways', name, 'router', 'vrrpPriority'],
      value: String(router.vrrpPriority),
    })),
    'the routers of a site have different priorities, so that it is known which has the virtual address',
  );
}
