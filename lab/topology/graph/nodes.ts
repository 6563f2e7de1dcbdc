import { INTERNET, internetGatewayName } from '../names.ts';
import { GATEWAY_NODES } from '../objects/gateway.ts';
import type {
  CustomerGateway,
  DirectConnectGateway,
  Gateway,
  Instance,
  InternetGateway,
  InternetHost,
  Lab,
  NatGateway,
  OnPremisesHost,
  Tunnel,
  VirtualInterface,
  Vpc,
  VpnConnection,
} from '../types.ts';
import { elasticIpAddresses } from './elastic-ips.ts';
import { bound } from './find.ts';
import { perLab } from './per-lab.ts';
import { hostAddress, insideAddresses, isNamesake, lanSwitches } from './sites.ts';
import type { LanSwitch } from './sites.ts';

/** A node of a lab: one container, and the object that it stands for. */
export type LabNode =
  | GatewayNode
  | Node<'vpc-router', { readonly vpc: Vpc }>
  | Node<'instance', { readonly vpc: Vpc; readonly instance: Instance }>
  | Node<'tunnel-endpoint', { readonly vpnConnection: VpnConnection; readonly tunnel: Tunnel }>
  | Node<
      'virtual-interface',
      { readonly directConnectGateway: DirectConnectGateway; readonly virtualInterface: VirtualInterface }
    >
  | Node<'nat-gateway', { readonly vpc: Vpc; readonly natGateway: NatGateway }>
  | Node<'internet'>
  | Node<'internet-host', { readonly host: InternetHost }>
  | Node<'internet-gateway', { readonly customerGateway: CustomerGateway }>
  | Node<'lan-switch', { readonly customerGateway: CustomerGateway; readonly lan: LanSwitch }>
  | Node<'onprem-router', { readonly customerGateway: CustomerGateway }>
  | Node<'onprem-host', { readonly customerGateway: CustomerGateway; readonly host: OnPremisesHost }>;

/** A gateway of each kind. */
type GatewayNode = {
  [Kind in Gateway['kind']]: Node<
    (typeof GATEWAY_NODES)[Kind]['role'],
    { readonly gateway: Extract<Gateway, { readonly kind: Kind }> }
  >;
}[Gateway['kind']];

export type NodeRole = LabNode['role'];
/** The nodes of one role. */
export type NodeOf<Role extends NodeRole> = Extract<LabNode, { readonly role: Role }>;

type Node<Role extends string, Object = unknown> = Object & {
  readonly role: Role;
  readonly name: string;
  /** What the node is known by: a host's address, an outside address, a VPC's CIDR blocks. Some have none. */
  readonly addresses: readonly string[];
};

/** Every node of a lab: gateways, VPCs with their instances, tunnel endpoints, virtual interfaces, the Internet, sites. */
export const nodesOf: (lab: Lab) => readonly LabNode[] = perLab((lab) => [
  ...lab.gateways.map((gateway) => gatewayNode(lab, gateway)),
  ...lab.vpcs.flatMap((vpc) => [
    node('vpc-router', vpc.name, vpc.cidrBlocks, { vpc }),
    ...vpc.instances.map((instance) =>
      node('instance', instance.name, [instance.privateIpAddress], { vpc, instance }),
    ),
    ...vpc.natGateways.map((natGateway) =>
      node('nat-gateway', natGateway.name, [natGateway.privateIpAddress], { vpc, natGateway }),
    ),
  ]),
  ...lab.vpnConnections.flatMap((vpnConnection) =>
    vpnConnection.tunnels.map((tunnel) =>
      node('tunnel-endpoint', tunnel.name, [tunnel.outsideIpAddress], { vpnConnection, tunnel }),
    ),
  ),
  ...lab.directConnectGateways.flatMap((directConnectGateway) =>
    directConnectGateway.virtualInterfaces.map((virtualInterface) =>
      node('virtual-interface', virtualInterface.name, [], { directConnectGateway, virtualInterface }),
    ),
  ),
  node('internet', INTERNET, [], {}),
  ...lab.internetHosts.map((host) => node('internet-host', host.name, [host.ipAddress], { host })),
  ...lab.customerGateways.flatMap((gateway) => nodesOfSite(lab, gateway)),
]);

/** The gateway of a kind has the role of that kind. */
function gatewayNode(lab: Lab, gateway: Gateway): GatewayNode {
  const { kind, name } = gateway;
  const addresses = kind === 'internetGateway' ? publicAddressesAt(lab, gateway) : [];
  return node(GATEWAY_NODES[kind].role, name, addresses, { gateway }) as GatewayNode;
}

/** The Elastic IP addresses that an Internet gateway translates: those of its VPC. */
function publicAddressesAt({ vpcs }: Lab, { attachments }: InternetGateway): string[] {
  return vpcs
    .filter(({ name }) => attachments.some(({ resource }) => resource === name))
    .flatMap(elasticIpAddresses)
    .map(({ publicIpAddress }) => publicIpAddress);
}

/** The router of a customer gateway; of that which its site is named after the LANs and the hosts, too. */
function nodesOfSite(lab: Lab, customerGateway: CustomerGateway): LabNode[] {
  const { name, ipAddress, router } = customerGateway;
  const [switches, hosts] = isNamesake(customerGateway)
    ? [lanSwitches(lab, customerGateway), customerGateway.hosts]
    : [[], []];
  const ofRouter = [router.privateIpAddress, ...insideAddresses(router)];
  return [
    node('internet-gateway', internetGatewayName(name), [ipAddress], { customerGateway }),
    node('onprem-router', router.name, [...new Set([hostAddress(customerGateway), ...ofRouter])], {
      customerGateway,
    }),
    ...switches.map((lan) => node('lan-switch', lan.name, [], { customerGateway, lan })),
    ...hosts.map((host) =>
      node('onprem-host', host.name, [host.privateIpAddress], { customerGateway, host }),
    ),
  ];
}

function node<Role extends string, Object>(
  role: Role,
  name: string,
  addresses: readonly string[],
  object: Object,
): Node<Role, Object> {
  return { role, name, addresses, ...object };
}

/** The node of that name. */
export function nodeOf(lab: Lab, name: string): LabNode {
  return bound(nodesOf(lab), name);
}

const ON_THE_INTERNET: readonly NodeRole[] = [
  'internet-gateway',
  'vpc-internet-gateway',
  'internet-host',
  'tunnel-endpoint',
];

/** Every address that the Internet knows: Elastic IP addresses, its hosts', and each tunnel endpoint's outside address. */
export function publicAddresses(lab: Lab): string[] {
  return nodesOf(lab).flatMap(({ role, addresses }) => (ON_THE_INTERNET.includes(role) ? addresses : []));
}
