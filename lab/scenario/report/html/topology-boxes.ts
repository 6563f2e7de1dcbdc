import { gatewaysOfSite, lanSwitches } from '../../../topology/graph/sites.ts';
import { INTERNET, internetGatewayName } from '../../../topology/names.ts';
import type {
  CustomerGateway,
  Gateway,
  Lab,
  TransitGatewayRouteTable,
  Tunnel,
  Vpc,
} from '../../../topology/types.ts';

/** A line of text in a card. */
export interface Row {
  readonly text: string;
  /** Names of the lab's objects that it stands for. */
  readonly objects: readonly string[];
}

/** A box that has no place yet. */
export interface Box {
  readonly kind: 'group' | 'node' | 'table';
  readonly title: string;
  readonly rows: readonly Row[];
  readonly objects: readonly string[];
  readonly inner?: readonly Box[];
}

/** A VPC: its subnet route tables' routes, and its instances with their security groups. */
export function vpcBox({ name, cidrBlocks, routeTables, instances }: Vpc): Box {
  const rows = routeTables.flatMap((table) =>
    table.routes.map(({ destinationCidrBlock, destinationPrefixListId, target }) =>
      row(
        `${table.name}: ${destinationCidrBlock ?? destinationPrefixListId} → ${target.kind === 'blackhole' ? target.kind : target.name}`,
        table.name,
        `${name}/${table.name}`,
      ),
    ),
  );
  const inner = instances.map((instance) =>
    node(instance.name, [
      row(instance.privateIpAddress),
      ...instance.securityGroups.map((group) => row(group, group, `${name}/${group}`)),
    ]),
  );
  return { kind: 'group', title: `${name}  ${cidrBlocks.join(', ')}`, rows, objects: [name], inner };
}

/** A gateway: a card for each of its route tables, with the attachments associated with it. */
export function gatewayBox(gateway: Gateway): Box {
  const tables = 'routeTables' in gateway ? gateway.routeTables : [];
  return { ...node(gateway.name, []), kind: 'group', inner: tables.map(tableBox) };
}

/** A tunnel endpoint: its addresses outside and inside. */
export function endpointBox({ name, outsideIpAddress, tunnelInsideCidr }: Tunnel): Box {
  return node(name, [row(outsideIpAddress), row(tunnelInsideCidr)]);
}

function tableBox({ name, associations, propagations, routes }: TransitGatewayRouteTable): Box {
  const rows = [
    ...(associations.length === 0
      ? [row('no association')]
      : associations.map((each) => row(`from ${each}`, each))),
    ...routes.map(({ destinationCidrBlock, attachment }) =>
      row(`${destinationCidrBlock} → ${attachment ?? 'blackhole'}`),
    ),
    ...propagations.map((each) => row(`propagated by ${each}`, each)),
  ];
  return { kind: 'table', title: name, rows, objects: [name] };
}

/** A site: for each router its Internet gateway with the Elastic IP, and itself with its connections; the LANs, the hosts. */
export function siteBox(lab: Lab, gateway: CustomerGateway): Box {
  const { name, cidrBlock, hosts } = gateway;
  const gateways = gatewaysOfSite(lab, gateway);
  const inner = [
    ...gateways.flatMap(routerBoxes),
    ...lanSwitches(lab, gateway).map((lan) => node(lan.name, [row(lan.cidrBlock)])),
    ...hosts.map((host) => node(host.name, [row(host.privateIpAddress)])),
  ];
  const objects = gateways.map((each) => each.name);
  return { kind: 'group', title: `${name}  ${cidrBlock}`, rows: [], objects, inner };
}

function routerBoxes({ name, ipAddress, router }: CustomerGateway): Box[] {
  const connections = router.connections.map((each) =>
    row(`${each.name} → ${each.tunnel}`, each.name, `${name}/${each.name}`),
  );
  return [
    node(internetGatewayName(name), [row(`${ipAddress}, 1:1 NAT`)]),
    node(router.name, [row(router.privateIpAddress), ...connections]),
  ];
}

/** The Internet between endpoints and sites. */
export const internetBox = node(INTERNET, []);

function row(text: string, ...objects: readonly string[]): Row {
  return { text, objects };
}

function node(title: string, rows: readonly Row[]): Box {
  return { kind: 'node', title, rows, objects: [title] };
}
