import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Ec2Objects } from '../objects.ts';
import { addVpc, vpcBlock } from './add-vpc.ts';
import { ipv6Site } from './ipv6-site.ts';
import type { NameOf } from './names.ts';
import type { SiteBlocks } from './sites.ts';

type TransitGateways = NonNullable<RawLab['transitGateways']>;

/** What no name of a file's object is: files name their own by it. */
const TRANSIT_GATEWAY = 'filled-in:tgw';

/**
 * Fills in AWS's side where the files hold VPN connections alone: a Transit Gateway for those that no gateway has, a VPC with
 * a host behind each gateway that has none. What is filled in is noted.
 */
export function fillGateways(
  raw: RawLab,
  sites: SiteBlocks,
  objects: Ec2Objects,
  nameOf: NameOf,
  notes: Problem[],
): RawLab {
  const filled: RawLab = { ...raw, vpcs: { ...raw.vpcs } };
  const described = Object.keys(raw.vpcs ?? {});
  fillTransitGateways(filled, sites, objects, nameOf, notes);
  fillVpcsOfVpnGateways(filled, described, sites, objects, nameOf, notes);
  fillStaticRoutes(filled, sites, objects, nameOf, notes);
  if (Object.keys(filled.vpcs ?? {}).length === 0) delete filled.vpcs;
  return filled;
}

/** Every VPN connection that names no gateway, and that none attaches, ends at a Transit Gateway: AWS's own files leave it out. */
function fillTransitGateways(
  raw: RawLab,
  sites: SiteBlocks,
  { VpnConnections, DeviceConfigurations }: Ec2Objects,
  nameOf: NameOf,
  notes: Problem[],
): void {
  const connections = raw.vpnConnections ?? {};
  const attached = Object.values(raw.transitGateways ?? {}).flatMap(({ attachments = {} }) =>
    Object.values(attachments).flatMap(({ vpnConnection }) => vpnConnection ?? []),
  );
  const loose = VpnConnections.filter(({ item }) => {
    const name = nameOf(item.VpnConnectionId);
    return connections[name]?.gateway === undefined && !attached.includes(name);
  });
  const gateways: Record<string, TransitGateways[string]> = { ...raw.transitGateways };
  for (const { item, at } of loose) {
    const vpn = nameOf(item.VpnConnectionId);
    const { TransitGatewayId = TRANSIT_GATEWAY } = item;
    const name = TransitGatewayId === TRANSIT_GATEWAY ? 'tgw' : nameOf(TransitGatewayId);
    const device = DeviceConfigurations.find((each) => each.item.VpnConnectionId === item.VpnConnectionId);
    if (gateways[name] === undefined) {
      gateways[name] = newTransitGateway(
        raw,
        device?.item.AmazonSideAsn,
        sites,
        destinationsOf(device?.item.Tunnels),
        nameOf,
      );
      const vpcs = Object.values(gateways[name].attachments ?? {}).flatMap((each) => each.vpc ?? []);
      const what = `the Transit Gateway of the VPN connection is in no file: ${name} is filled in, with ${vpcs.join(', ')} attached, and one route table for all`;
      notes.push({ ...at(), key: item.VpnConnectionId, what });
    }
    gateways[name] = withVpnConnection(gateways[name], vpn, connections[vpn]!, sites, nameOf);
  }
  if (loose.length > 0) raw.transitGateways = gateways;
}

const destinationsOf = (tunnels: readonly { readonly Destinations?: readonly string[] }[] = []): string[] =>
  tunnels.flatMap(({ Destinations = [] }) => Destinations);

/** A Transit Gateway that attaches every VPC which no other gateway has, or one that is filled in. */
function newTransitGateway(
  raw: RawLab,
  amazonSideAsn: number | undefined,
  sites: SiteBlocks,
  destinations: readonly string[],
  nameOf: NameOf,
): TransitGateways[string] {
  const vpcs = Object.keys(raw.vpcs ?? {});
  const told = [...new Set(destinations.flatMap(vpcBlock))];
  if (vpcs.length === 0)
    for (const block of told.length === 0 ? [[]] : told.map((each) => [each]))
      vpcs.push(addVpc(raw, 'vpc', sites, block, { target: 'transitGateway' }));
  const attachments = Object.fromEntries(
    vpcs.map((vpc) => {
      const hasIpv6 = raw.vpcs?.[vpc]?.ipv6CidrBlock !== undefined;
      return [
        attachmentName(vpc, nameOf),
        { vpc, ...(hasIpv6 && { ipv6Support: 'enable' as const }) },
      ] as const;
    }),
  );
  const names = Object.keys(attachments);
  return {
    ...given({ amazonSideAsn }),
    attachments,
    routeTables: { main: { associations: names, propagations: names, routes: [] } },
  };
}

/** The Transit Gateway with one more attachment, which its only route table takes in. */
function withVpnConnection(
  gateway: TransitGateways[string],
  vpn: string,
  {
    staticRoutesOnly = true,
    customerGateway,
    tunnelInsideIpVersion,
  }: NonNullable<RawLab['vpnConnections']>[string],
  sites: SiteBlocks,
  nameOf: NameOf,
): TransitGateways[string] {
  const name = attachmentName(vpn, nameOf);
  const attachments = { ...gateway.attachments, [name]: { vpnConnection: vpn } };
  const [[table, only] = [], ...others] = Object.entries(gateway.routeTables ?? {});
  // Which of several tables it is in no file says: the default ones, if there are any.
  if (table === undefined || only === undefined || others.length > 0) return { ...gateway, attachments };
  const { associations = [], propagations = [], routes = [] } = only;
  const destinationCidrBlock =
    tunnelInsideIpVersion === 'ipv6'
      ? ipv6Site(sites, customerGateway).cidrBlock
      : sites.get(customerGateway)!;
  const route = { destinationCidrBlock, attachment: name };
  return {
    ...gateway,
    attachments,
    routeTables: {
      [table]: {
        ...only,
        associations: [...associations, name],
        propagations: staticRoutesOnly ? propagations : [...propagations, name],
        routes: staticRoutesOnly ? [...routes, route] : routes,
      },
    },
  };
}

/** Names an interface of the Transit Gateway: 15 characters. */
const attachmentName = (resource: string, nameOf: NameOf): string => nameOf(`att-${resource}`, 15);

/** A virtual private gateway whose VPC no file has gets the only VPC, if that is free, or one that is filled in. */
function fillVpcsOfVpnGateways(
  raw: RawLab,
  described: readonly string[],
  sites: SiteBlocks,
  { VpnGateways, DeviceConfigurations }: Ec2Objects,
  nameOf: NameOf,
  notes: Problem[],
): void {
  const gateways: Record<string, NonNullable<RawLab['vpnGateways']>[string]> = { ...raw.vpnGateways };
  for (const { item, at, isSample } of VpnGateways) {
    const name = nameOf(item.VpnGatewayId);
    const { vpc } = gateways[name] ?? {};
    // Described, and attached to nothing: so it is on AWS.
    if ((vpc === undefined && isSample !== true) || (vpc !== undefined && raw.vpcs?.[vpc] !== undefined))
      continue;
    const taken = Object.values(gateways).map((each) => each.vpc);
    const [only, ...others] = described;
    const isFree = only !== undefined && others.length === 0 && !taken.includes(only);
    const destinations = DeviceConfigurations.flatMap((each) =>
      each.item.Tunnels.flatMap(({ Destinations = [] }) => Destinations),
    );
    const attached =
      vpc === undefined && isFree
        ? only
        : addVpc(raw, vpc ?? 'vpc', sites, destinations, { propagatingVgws: [name] });
    gateways[name] = { ...gateways[name], vpc: attached };
    const what = `the VPC that ${item.VpnGatewayId} is attached to is in no file: ${attached} ${attached === only ? 'is taken' : `is filled in, ${raw.vpcs![attached]!.cidrBlock} with a host`}`;
    notes.push({ ...at(), key: item.VpnGatewayId, what });
  }
  if (VpnGateways.length > 0) raw.vpnGateways = gateways;
}

/** Static routes to the site, where a sample alone tells of the connection: samples leave them out. */
function fillStaticRoutes(
  raw: RawLab,
  sites: SiteBlocks,
  { VpnConnections }: Ec2Objects,
  nameOf: NameOf,
  notes: Problem[],
): void {
  for (const { item, at, isSample } of VpnConnections) {
    const name = nameOf(item.VpnConnectionId);
    const vpn = raw.vpnConnections![name]!;
    const isStatic = vpn.gateway !== undefined && vpn.staticRoutesOnly !== false && vpn.routes === undefined;
    if (!isStatic || isSample !== true) continue;
    const destinationCidrBlock = sites.get(vpn.customerGateway)!;
    raw.vpnConnections = { ...raw.vpnConnections, [name]: { ...vpn, routes: [{ destinationCidrBlock }] } };
    notes.push({
      ...at(),
      key: item.VpnConnectionId,
      what: `the static routes of the connection are in no file: ${destinationCidrBlock}, its site, is filled in`,
    });
  }
}
