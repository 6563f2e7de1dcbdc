import type { KeyPath } from '../key-path.ts';
import type { Report } from '../report.ts';
import type { Attachment, Lab } from '../types.ts';
import { checkUnique } from './placed.ts';
import { checkReference, checkReferences } from './reference.ts';

const ATTACHMENTS: KeyPath = ['transitGateway', 'attachments'];
const ROUTE_TABLES: KeyPath = ['transitGateway', 'routeTables'];

/** Attachments of what exists, one table for each, one static route for a prefix. */
export function checkTransitGateway(lab: Lab, report: Report): void {
  const { attachments, routeTables } = lab.transitGateway;
  for (const attachment of attachments) {
    checkReference(report, resourcePath(attachment), attachment.resource, {
      kind: attachment.resourceType === 'vpc' ? 'VPC' : 'VPN connection',
      names: (attachment.resourceType === 'vpc' ? lab.vpcs : lab.vpnConnections).map(({ name }) => name),
      // An attachment of neither is a malformed one of a VPC.
      maps: [
        [attachment.resourceType === 'vpc' ? 'vpcs' : 'vpnConnections'],
        [...ATTACHMENTS, attachment.name, 'vpc'],
      ],
    });
  }
  for (const [type, rule] of [
    ['vpc', 'a VPC has one attachment to a Transit Gateway (AWS Transit Gateway guide, VPC attachments)'],
    ['vpn', 'a VPN connection has one attachment'],
  ] as const) {
    const resources = attachments
      .filter(({ resourceType }) => resourceType === type)
      .map((attachment) => ({ path: resourcePath(attachment), value: attachment.resource }));
    checkUnique(report, resources, rule);
  }

  const known = { kind: 'attachment', names: attachments.map(({ name }) => name), maps: [ATTACHMENTS] };
  for (const table of routeTables) {
    const at = [...ROUTE_TABLES, table.name];
    checkReferences(report, [...at, 'associations'], table.associations, known);
    checkReferences(report, [...at, 'propagations'], table.propagations, known);
    table.routes.forEach(({ attachment }, index) => {
      if (attachment !== null)
        checkReference(report, [...at, 'routes', index, 'attachment'], attachment, known);
    });
    const destinations = table.routes.map(({ destinationCidrBlock }, index) => ({
      path: [...at, 'routes', index, 'destinationCidrBlock'],
      value: destinationCidrBlock,
    }));
    checkUnique(report, destinations, 'a route table has one static route for a prefix');
  }
  checkAssociations(lab, report);
}

function checkAssociations(lab: Lab, report: Report): void {
  const tableOf = new Map<string, string>();
  for (const { name: table, associations } of lab.transitGateway.routeTables) {
    associations.forEach((attachment, index) => {
      const other = tableOf.get(attachment);
      if (other !== undefined && other !== table) {
        report([...ROUTE_TABLES, table, 'associations', index], {
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

function resourcePath({ name, resourceType }: Attachment): KeyPath {
  return [...ATTACHMENTS, name, resourceType === 'vpc' ? 'vpc' : 'vpnConnection'];
}
