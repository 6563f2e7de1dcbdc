import type {
  Attachment,
  CustomerGateway,
  Gateway,
  Instance,
  NatGateway,
  RouterConnection,
  Vpc,
  VpnConnection,
} from '../../topology/types.ts';
import type { DirectConnectLink } from '../../topology/graph/direct-connect.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { Explanation } from '../explanation.ts';
import type { Packet } from './packet.ts';

/** Where a packet is: a node that has to decide what becomes of it, and how it came in. */
export type Position = (
  | AtVpc
  | AtInstance
  | AtNatGateway
  | AtGateway
  | AtTunnel
  | AtVirtualInterface
  | AtRouter
  | AtInternetGateway
  | AtInternet
) & {
  /** The packet from here on, where the node before has given it other addresses. */
  readonly packet?: Packet;
  /** Where other flows between the same hosts go instead: the node before has equally good routes, and spreads flows over them. */
  readonly alternatives?: readonly Position[];
};

export interface AtVpc {
  readonly kind: 'vpc';
  readonly node: string;
  readonly vpc: Vpc;
  /** Null if the packet comes from a gateway. */
  readonly sender: Instance | null;
  /** Name of the subnet whose route table it is looked up in; null: by the local routes alone. */
  readonly subnet: string | null;
  /** The NAT gateway that the packet comes from, if it comes from one. */
  readonly natGateway?: NatGateway;
}

/** At an instance that a route has led to: it is to send on what is not for itself. */
export interface AtInstance {
  readonly kind: 'instance';
  readonly node: string;
  readonly vpc: Vpc;
  readonly instance: Instance;
}

export interface AtNatGateway {
  readonly kind: 'natGateway';
  readonly node: string;
  readonly vpc: Vpc;
  readonly natGateway: NatGateway;
}

/** What a packet comes to a gateway from: a VPC, a VPN connection, or the Internet. */
export interface Neighbour {
  readonly resourceType: Attachment['resourceType'] | 'internet';
  readonly resource: string;
}

export interface AtGateway {
  readonly kind: 'gateway';
  readonly node: string;
  readonly gateway: Gateway;
  /** What it came in from. */
  readonly from: Neighbour;
}

export interface AtTunnel {
  readonly kind: 'tunnel';
  readonly node: string;
  readonly vpnConnection: VpnConnection;
  readonly connection: RouterConnection;
  readonly towards: 'gateway' | 'router';
}

export interface AtVirtualInterface {
  readonly kind: 'virtualInterface';
  readonly node: string;
  readonly link: DirectConnectLink;
  readonly towards: 'gateway' | 'router';
}

export interface AtRouter {
  readonly kind: 'router';
  readonly node: string;
  readonly customerGateway: CustomerGateway;
}

/**
 * In front of a site's router, which sends there what it has no better route for. Where the router is one-armed, it is also
 * what the hosts of the subnet send everything to.
 */
export interface AtInternetGateway {
  readonly kind: 'internetGateway';
  readonly node: string;
  readonly customerGateway: CustomerGateway;
  readonly from: 'router' | 'host' | 'internet';
}

export interface AtInternet {
  readonly kind: 'internet';
  readonly node: string;
}

/** What a node does with a packet: hands it to the next node, to its destination, or drops it. */
export type Outcome = Position | Explanation | 'delivered';

/** At the Internet gateway of a site. */
export function atInternetGateway(
  customerGateway: CustomerGateway,
  from: AtInternetGateway['from'],
): Position {
  return { kind: 'internetGateway', node: internetGatewayName(customerGateway.name), customerGateway, from };
}

/** At the router of a site. */
export function atRouter(customerGateway: CustomerGateway): Position {
  return { kind: 'router', node: customerGateway.router.name, customerGateway };
}

/** At AWS's end of a virtual interface. */
export function atVirtualInterface(
  link: DirectConnectLink,
  towards: AtVirtualInterface['towards'],
): AtVirtualInterface {
  return { kind: 'virtualInterface', node: link.virtualInterface.name, link, towards };
}

/** Whether a node hands a packet on. */
export function isPosition(outcome: Outcome): outcome is Position {
  return outcome !== 'delivered' && outcome.kind !== 'drop';
}
