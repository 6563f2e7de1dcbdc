import type {
  Attachment,
  CustomerGateway,
  Gateway,
  Instance,
  RouterConnection,
  Vpc,
  VpnConnection,
} from '../../topology/types.ts';
import type { DirectConnectLink } from '../../topology/graph/direct-connect.ts';
import { internetGatewayName } from '../../topology/names.ts';
import type { Explanation } from '../explanation.ts';

/** Where a packet is: a node that has to decide what becomes of it, and how it came in. */
export type Position =
  AtVpc | AtGateway | AtTunnel | AtVirtualInterface | AtRouter | AtInternetGateway | AtInternet;

export interface AtVpc {
  readonly kind: 'vpc';
  readonly node: string;
  readonly vpc: Vpc;
  /** Null if the packet comes from a gateway. */
  readonly sender: Instance | null;
}

/** What a packet comes to a gateway from. */
export type Neighbour = Pick<Attachment, 'resourceType' | 'resource'>;

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
  readonly from: 'router' | 'host';
}

export interface AtInternet {
  readonly kind: 'internet';
  readonly node: string;
  /** The site that the packet comes from. */
  readonly customerGateway: CustomerGateway;
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
