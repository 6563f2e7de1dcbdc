import { isIpv6 } from '../../cidr.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import type { KeyPath } from '../../key-path.ts';
import type { FileProblem, Report } from '../../report.ts';
import type { Attachment, Lab, TransitGateway, TransitGatewayRouteTable } from '../../types.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference, checkReferences } from '../../rules/reference.ts';
import { RESOURCES } from './resources.ts';

const ATTACHMENTS =
  'what is associated with a route table, propagates into it or is a target in it is an attachment (AWS Transit Gateway guide, How transit gateways work)';

/** AWS Transit Gateway guide, Transit gateways: VPN ECMP support. */
const BY_BGP_ALONE =
  'flows are spread over VPN connections by BGP alone: with staticRoutesOnly: false let their attachments propagate into the table';

/** Route tables that name attachments and prefix lists which are there, one route for a prefix, and one table for an attachment. */
export function checkRouteTables(
  lab: Lab,
  { attachments, routeTables }: TransitGateway,
  at: KeyPath,
  report: Report,
): void {
  const known = {
    kind: 'attachment',
    names: attachments.map(({ name }) => name),
    maps: [[...at, 'attachments']],
    rule: ATTACHMENTS,
    mistaken: (name: string) => resourceInPlaceOfAttachment(lab, attachments, name),
  };
  const hasSeveralVpns = attachments.filter(({ resourceType }) => resourceType === 'vpn').length > 1;
  for (const table of routeTables) {
    const below = [...at, 'routeTables', table.name];
    checkReferences(report, [...below, 'associations'], table.associations, known);
    checkReferences(report, [...below, 'propagations'], table.propagations, known);
    for (const key of ['routes', 'prefixListReferences'] as const) {
      table[key].forEach(({ attachment }, index) => {
        if (attachment !== null)
          checkReference(report, [...below, key, index, 'attachment'], attachment, known);
      });
    }
    checkIpVersions(lab, attachments, table, [...below, 'routes'], report);
    checkPrefixListReferences(lab, table, [...below, 'prefixListReferences'], report);
    const destinations = table.routes.map(({ destinationCidrBlock }, index) => ({
      path: [...below, 'routes', index, 'destinationCidrBlock'],
      value: destinationCidrBlock,
    }));
    checkUnique(
      report,
      destinations,
      'a route table has one static route for a prefix',
      hasSeveralVpns ? BY_BGP_ALONE : undefined,
    );
  }
  checkAssociations(routeTables, [...at, 'routeTables'], report);
}

/** A VPN connection carries IPv4 or IPv6, and so do static routes to it; Direct Connect of this lab carries IPv4. */
function checkIpVersions(
  lab: Lab,
  attachments: readonly Attachment[],
  { routes }: TransitGatewayRouteTable,
  at: KeyPath,
  report: Report,
): void {
  routes.forEach(({ destinationCidrBlock: value, attachment: name }, index) => {
    const attachment = attachments.find((each) => each.name === name);
    if (attachment === undefined || value === '') return;
    const { resourceType, resource } = attachment;
    const vpn = lab.vpnConnections.find((each) => each.name === resource);
    const path = [...at, index, 'destinationCidrBlock'];
    if (resourceType === 'direct-connect-gateway' && isIpv6(value)) {
      report(path, {
        what: `is IPv6, which ${resource} does not carry in this lab`,
        value,
        rule: 'virtual interfaces of this lab have IPv4 addresses and IPv4 sessions',
        hint: 'leave the route out',
      });
    }
    if (resourceType !== 'vpn' || vpn === undefined) return;
    const carries = vpn.tunnelInsideIpVersion === 'ipv6';
    if (carries === isIpv6(value)) return;
    report(path, {
      what: `is ${carries ? 'IPv4' : 'IPv6'}, and ${resource} carries ${carries ? 'IPv6' : 'IPv4'}`,
      value,
      rule: `a VPN connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`,
      hint: 'a site that wants both has two VPN connections: route to the attachment of the other',
      dependsOn: [['vpnConnections', resource, 'tunnelInsideIpVersion']],
    });
  });
}

/** Each list is referenced once (AWS Transit Gateway guide, Prefix list references). */
function checkPrefixListReferences(
  lab: Lab,
  { prefixListReferences }: TransitGatewayRouteTable,
  at: KeyPath,
  report: Report,
): void {
  const placed = prefixListReferences.map(({ prefixListId: value }, index) => ({
    path: [...at, index, 'prefixListId'],
    value,
  }));
  for (const { path, value } of placed)
    checkReference(report, path, value, {
      kind: 'prefix list',
      names: lab.prefixLists.map(({ name }) => name),
      maps: [['prefixLists']],
    });
  checkUnique(
    report,
    placed,
    'a route table references a prefix list once (EC2 API, CreateTransitGatewayPrefixListReference)',
  );
}

/** A resource named where its attachment is meant, or that has none. */
function resourceInPlaceOfAttachment(
  lab: Lab,
  attachments: readonly Attachment[],
  name: string,
): Pick<FileProblem, 'what' | 'rule' | 'hint'> | undefined {
  const of = Object.values(RESOURCES).find(({ section }) => lab[section].some((each) => each.name === name));
  if (of === undefined) return undefined;
  const attachment = attachments.find((each) => each.resource === name);
  const is = `is a ${of.kind}`;
  return {
    what: attachment === undefined ? `${is} without an attachment` : `${is}, not its attachment`,
    rule: ATTACHMENTS,
    hint:
      attachment === undefined
        ? `attach it, e.g. attachments: { att-${name}: { ${of.key}: ${name} } }`
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
