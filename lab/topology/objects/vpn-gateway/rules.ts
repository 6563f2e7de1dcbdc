import { attachmentOf, transitGateways, vpnGateways } from '../gateways.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';
import type { Lab, VpnGateway } from '../../types.ts';

/** One VPC for each, and one for each VPC; prefixes of its VPN connections that are static. */
export function checkVpnGateways(
  lab: Lab,
  report: Report,
  gatewayPath: (gateway: VpnGateway) => KeyPath,
): void {
  const vpcs = vpnGateways(lab).flatMap((gateway) =>
    gateway.attachments
      .filter(({ resourceType }) => resourceType === 'vpc')
      .map(({ resource }) => ({ path: [...gatewayPath(gateway), 'vpc'], value: resource })),
  );
  for (const { path, value } of vpcs) {
    const names = lab.vpcs.map(({ name }) => name);
    checkReference(report, path, value, { kind: 'VPC', names, maps: [['vpcs']] });
  }
  checkUnique(report, vpcs, 'a VPC is attached to one virtual private gateway (EC2 API, AttachVpnGateway)');
  for (const vpn of lab.vpnConnections) checkVpnConnection(lab, vpn, report);
  for (const gateway of vpnGateways(lab)) checkDirectConnect(lab, gateway, gatewayPath(gateway), report);
}

/** A Direct Connect gateway that there is, and that has virtual interfaces of one kind. */
function checkDirectConnect(lab: Lab, { attachments }: VpnGateway, at: KeyPath, report: Report): void {
  for (const { resourceType, resource } of attachments) {
    if (resourceType !== 'direct-connect-gateway') continue;
    const path = [...at, 'directConnectGateway'];
    const names = lab.directConnectGateways.map(({ name }) => name);
    checkReference(report, path, resource, {
      kind: 'Direct Connect gateway',
      names,
      maps: [['directConnectGateways']],
    });
    const other = transitGateways(lab).find(
      (gateway) => attachmentOf(gateway, resourceType, resource) !== undefined,
    );
    if (other === undefined) continue;
    report(path, {
      what: `is attached to ${other.name}, too`,
      value: resource,
      rule: 'a Direct Connect gateway is associated with Transit Gateways or with virtual private gateways, never with both (AWS Direct Connect user guide, Direct Connect gateways)',
      hint: 'give each a Direct Connect gateway of its own',
    });
  }
}

function checkVpnConnection(
  lab: Lab,
  { name, gateway, routes, staticRoutesOnly }: Lab['vpnConnections'][number],
  report: Report,
): void {
  const at: KeyPath = ['vpnConnections', name];
  const endsAtOne = vpnGateways(lab).some((each) => each.name === gateway);
  if (endsAtOne && !staticRoutesOnly && routes.length > 0) {
    report([...at, 'routes'], {
      what: 'stands at a VPN connection that speaks BGP',
      rule: 'static routes are those of a VPN connection with staticRoutesOnly: true (AWS S2S VPN user guide, Static and dynamic routing)',
      hint: 'leave them out: the router announces its prefixes; or leave staticRoutesOnly out',
      atKey: true,
      dependsOn: [[...at, 'staticRoutesOnly']],
    });
  }
  if (!endsAtOne && routes.length > 0) {
    report([...at, 'routes'], {
      what: `stands at a VPN connection that ends at ${gateway ?? 'no gateway'}`,
      rule: 'static routes of a VPN connection are those of a virtual private gateway; a Transit Gateway has them in its route tables (AWS S2S VPN user guide, Edit static routes for a VPN connection)',
      atKey: true,
      dependsOn: [[...at, 'gateway']],
    });
  }
  const destinations = routes.map(({ destinationCidrBlock }, index) => ({
    path: [...at, 'routes', index, 'destinationCidrBlock'],
    value: destinationCidrBlock,
  }));
  checkUnique(report, destinations, 'a VPN connection has one static route for a prefix');
}
