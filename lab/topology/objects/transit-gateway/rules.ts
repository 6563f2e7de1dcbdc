import { attachmentOf, transitGateways } from '../gateways.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { Attachment, Lab, TransitGateway } from '../../types.ts';
import { checkDistinct } from '../../rules/distinct.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference, checkReferences } from '../../rules/reference.ts';
import { RESOURCES } from './resources.ts';
import { checkRouteTables } from './route-table-rules.ts';

/** Attachments of what exists, one table for each, one static route for a prefix. */
export function checkTransitGateways(
  lab: Lab,
  report: Report,
  gatewayPath: (gateway: TransitGateway) => KeyPath,
): void {
  const gateways = transitGateways(lab);
  for (const gateway of gateways) {
    checkTransitGateway(lab, gateway, gatewayPath(gateway), report);
    checkInterfaceNames(lab, gateway, gatewayPath(gateway), report);
  }
  const vpns = gateways.flatMap((gateway) =>
    gateway.attachments
      .filter(({ resourceType }) => resourceType === 'vpn')
      .map((attachment) => ({
        path: resourcePath(gatewayPath(gateway), attachment),
        value: attachment.resource,
      })),
  );
  checkUnique(report, vpns, 'a VPN connection has one attachment');
}

function checkTransitGateway(lab: Lab, gateway: TransitGateway, at: KeyPath, report: Report): void {
  const { attachments, routeTables } = gateway;
  for (const attachment of attachments) {
    const { key, kind, section } = RESOURCES[attachment.resourceType];
    const known = section === 'gateways' ? transitGateways(lab) : lab[section];
    checkReference(report, [...at, 'attachments', attachment.name, key], attachment.resource, {
      kind,
      names: known.map(({ name }) => name),
      // An attachment of nothing is a malformed one of a VPC.
      maps: [[section], [...at, 'attachments', attachment.name, 'vpc']],
    });
  }
  for (const attachment of attachments)
    checkSubnets(lab, attachment, [...at, 'attachments', attachment.name, 'subnets'], report);
  const vpcs = attachments
    .filter(({ resourceType }) => resourceType === 'vpc')
    .map((attachment) => ({ path: resourcePath(at, attachment), value: attachment.resource }));
  checkUnique(
    report,
    vpcs,
    'a VPC has one attachment to a Transit Gateway (AWS Transit Gateway guide, VPC attachments)',
  );

  checkPeerings(lab, gateway, at, report);
  checkRouteTables(lab, gateway, at, report);
  for (const key of ['associationDefaultRouteTable', 'propagationDefaultRouteTable'] as const) {
    const table = gateway[key];
    if (table === null) continue;
    checkReference(report, [...at, key], table, {
      kind: 'route table',
      names: routeTables.map(({ name }) => name),
      maps: [[...at, 'routeTables']],
    });
  }
}

/** A peering has an end at each of two gateways, and propagates nothing. */
function checkPeerings(lab: Lab, gateway: TransitGateway, at: KeyPath, report: Report): void {
  const peerings = gateway.attachments.filter(({ resourceType }) => resourceType === 'peering');
  const rule = (what: string): string => `${what} (AWS Transit Gateway guide, Peering attachments)`;
  for (const { name, resource: value } of peerings) {
    const peer = transitGateways(lab).find((each) => each.name === value);
    if (peer === undefined) continue;
    if (peer !== gateway && attachmentOf(peer, 'peering', gateway.name) !== undefined) continue;
    report([...at, 'attachments', name, RESOURCES.peering.key], {
      what: peer === gateway ? 'is the gateway itself' : `has no attachment of ${gateway.name}`,
      value,
      rule: rule('a peering joins two Transit Gateways, and is an attachment of each'),
      ...(peer !== gateway && {
        hint: `write ${name}: { transitGateway: ${gateway.name} } at ${value}, too`,
      }),
      dependsOn: [['transitGateways', value, 'attachments']],
    });
  }
  for (const { name: table, propagations } of gateway.routeTables) {
    propagations.forEach((value, index) => {
      if (!peerings.some(({ name }) => name === value)) return;
      report([...at, 'routeTables', table, 'propagations', index], {
        what: 'is a peering, which propagates nothing',
        value,
        rule: rule('routes to a peering are static'),
        hint: `write routes: [{ destinationCidrBlock: …, attachment: ${value} }]`,
      });
    });
  }
}

/** Subnets of the VPC that is attached, one for each availability zone. */
function checkSubnets(
  lab: Lab,
  { resourceType, resource, subnets }: Attachment,
  path: KeyPath,
  report: Report,
): void {
  if (subnets.length === 0) return;
  if (resourceType !== 'vpc') {
    report(path, {
      what: 'stand at an attachment of no VPC',
      rule: 'an attachment of a VPC has subnets (AWS Transit Gateway guide, VPC attachments)',
      hint: 'leave them out',
      atKey: true,
    });
    return;
  }
  const vpc = lab.vpcs.find(({ name }) => name === resource);
  if (vpc === undefined) return;
  const names = vpc.subnets.map(({ name }) => name);
  checkReferences(report, path, subnets, {
    kind: `subnet of ${resource}`,
    names,
    maps: [['vpcs', resource, 'subnets']],
  });
  const zones = subnets.map((name) => vpc.subnets.find((each) => each.name === name)?.availabilityZone);
  zones.forEach((zone, index) => {
    const first = zones.indexOf(zone);
    if (zone === undefined || first === index || subnets[first] === subnets[index]) return;
    report([...path, index], {
      what: `is in ${zone}, as ${subnets[first]} is`,
      value: subnets[index],
      rule: 'an attachment has one subnet in an availability zone (AWS Transit Gateway guide, VPC attachments)',
      hint: `leave one of the two out: every subnet of ${zone} reaches the Transit Gateway by the other`,
    });
  });
}

function resourcePath(gateway: KeyPath, { name, resourceType }: Attachment): KeyPath {
  return [...gateway, 'attachments', name, RESOURCES[resourceType].key];
}

/** Tunnels, attachments and route tables have interfaces of their names. */
function checkInterfaceNames(
  { vpnConnections }: Lab,
  gateway: TransitGateway,
  at: KeyPath,
  report: Report,
): void {
  const interfaces = [
    ...vpnConnections
      .filter((vpn) => vpn.gateway === gateway.name)
      .flatMap((vpn) =>
        vpn.tunnels.map(({ name }) => ({ name, path: ['vpnConnections', vpn.name, 'tunnels', name] })),
      ),
    ...gateway.attachments.map(({ name }) => ({ name, path: [...at, 'attachments', name] })),
    ...gateway.routeTables.map(({ name }) => ({ name, path: [...at, 'routeTables', name] })),
  ];
  checkDistinct(report, interfaces, 'each names an interface of the Transit Gateway');
}
