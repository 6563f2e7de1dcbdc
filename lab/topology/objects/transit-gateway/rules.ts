import { transitGateways } from '../gateways.ts';
import type { KeyPath } from '../../key-path.ts';
import type { FileProblem, Report } from '../../report.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../../types.ts';
import { checkDistinct } from '../../rules/distinct.ts';
import type { RawTransitGateways } from './resolve.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference, checkReferences } from '../../rules/reference.ts';

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
    checkReference(report, resourcePath(at, attachment), attachment.resource, {
      kind: attachment.resourceType === 'vpc' ? 'VPC' : 'VPN connection',
      names: (attachment.resourceType === 'vpc' ? lab.vpcs : lab.vpnConnections).map(({ name }) => name),
      // An attachment of neither is a malformed one of a VPC.
      maps: [
        [attachment.resourceType === 'vpc' ? 'vpcs' : 'vpnConnections'],
        [...at, 'attachments', attachment.name, 'vpc'],
      ],
    });
  }
  const vpcs = attachments
    .filter(({ resourceType }) => resourceType === 'vpc')
    .map((attachment) => ({ path: resourcePath(at, attachment), value: attachment.resource }));
  checkUnique(
    report,
    vpcs,
    'a VPC has one attachment to a Transit Gateway (AWS Transit Gateway guide, VPC attachments)',
  );

  const known = {
    kind: 'attachment',
    names: attachments.map(({ name }) => name),
    maps: [[...at, 'attachments']],
    mistaken: (name: string) => resourceInPlaceOfAttachment(lab, attachments, name),
  };
  for (const table of routeTables) {
    const below = [...at, 'routeTables', table.name];
    checkReferences(report, [...below, 'associations'], table.associations, known);
    checkReferences(report, [...below, 'propagations'], table.propagations, known);
    table.routes.forEach(({ attachment }, index) => {
      if (attachment !== null)
        checkReference(report, [...below, 'routes', index, 'attachment'], attachment, known);
    });
    const destinations = table.routes.map(({ destinationCidrBlock }, index) => ({
      path: [...below, 'routes', index, 'destinationCidrBlock'],
      value: destinationCidrBlock,
    }));
    checkUnique(report, destinations, 'a route table has one static route for a prefix');
  }
  checkAssociations(routeTables, [...at, 'routeTables'], report);
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

/** A VPC or a VPN connection named where its attachment is meant, or that has none. */
function resourceInPlaceOfAttachment(
  { vpcs, vpnConnections }: Lab,
  attachments: readonly Attachment[],
  name: string,
): Pick<FileProblem, 'what' | 'rule' | 'hint'> | undefined {
  const isVpc = vpcs.some((each) => each.name === name);
  if (!isVpc && !vpnConnections.some((each) => each.name === name)) return undefined;
  const attachment = attachments.find((each) => each.resource === name);
  const is = isVpc ? 'is a VPC' : 'is a VPN connection';
  const key = isVpc ? 'vpc' : 'vpnConnection';
  return {
    what: attachment === undefined ? `${is} without an attachment` : `${is}, not its attachment`,
    rule: 'what is associated with a route table, propagates into it or is a target in it is an attachment (AWS Transit Gateway guide, How transit gateways work)',
    hint:
      attachment === undefined
        ? `attach it, e.g. attachments: { att-${name}: { ${key}: ${name} } }`
        : `write ${attachment.name}`,
  };
}

function checkAssociations(
  routeTables: readonly TransitGatewayRouteTable[],
  at: KeyPath,
  report: Report,
): void {
  const tableOf = new Map<string, string>();
  for (const { name: table, associations } of routeTables) {
    associations.forEach((attachment, index) => {
      const other = tableOf.get(attachment);
      if (other !== undefined && other !== table) {
        report([...at, table, 'associations', index], {
          what: `is associated with ${other} already`,
          value: attachment,
          rule: 'an attachment is associated with one route table (AWS Transit Gateway guide, How transit gateways work)',
          hint: 'propagations may name it in any number of tables',
        });
      }
      tableOf.set(attachment, other ?? table);
    });
  }
}

function resourcePath(gateway: KeyPath, { name, resourceType }: Attachment): KeyPath {
  return [...gateway, 'attachments', name, resourceType === 'vpc' ? 'vpc' : 'vpnConnection'];
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

/** The only Transit Gateway stands under a key of its own, each of several under its name. */
export function transitGatewayPath(
  { transitGateways = {} }: RawTransitGateways,
  { name }: { readonly name: string },
): KeyPath {
  return Object.hasOwn(transitGateways, name) ? ['transitGateways', name] : ['transitGateway'];
}
