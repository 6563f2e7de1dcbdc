import { attachmentOf } from '../../topology/gateways.ts';
import type {
  Attachment,
  CustomerGateway,
  Instance,
  Lab,
  RouterConnection,
  TransitGateway,
  Vpc,
  VpnConnection,
} from '../../topology/types.ts';
import type { Explanation } from '../explanation.ts';
import type { Host } from '../hosts.ts';
import type { Flow } from '../security-group.ts';

/** A packet on its way through a lab. */
export interface Packet {
  readonly lab: Lab;
  readonly source: Host;
  readonly destination: Host;
  /** Null for a reply, which security groups always pass. */
  readonly flow: Flow | null;
}

/** Where a packet is: a node that has to decide what becomes of it, and how it came in. */
export type Position = AtVpc | AtTransitGateway | AtTunnel | AtRouter | AtInternetGateway | AtInternet;

export interface AtVpc {
  readonly kind: 'vpc';
  readonly node: string;
  readonly vpc: Vpc;
  /** Null if the packet comes from the transit gateway. */
  readonly sender: Instance | null;
}

export interface AtTransitGateway {
  readonly kind: 'transitGateway';
  readonly node: string;
  readonly gateway: TransitGateway;
  /** The attachment it came in through. */
  readonly attachment: string;
}

export interface AtTunnel {
  readonly kind: 'tunnel';
  readonly node: string;
  readonly connection: VpnConnection;
  readonly routerConnection: RouterConnection;
  readonly towards: 'gateway' | 'router';
}

export interface AtRouter {
  readonly kind: 'router';
  readonly node: string;
  readonly customerGateway: CustomerGateway;
}

/** In front of a site's router, which sends there what it has no better route for. */
export interface AtInternetGateway {
  readonly kind: 'internetGateway';
  readonly node: string;
  readonly customerGateway: CustomerGateway;
}

export interface AtInternet {
  readonly kind: 'internet';
  readonly node: string;
  /** The site that the packet comes from. */
  readonly customerGateway: CustomerGateway;
}

/** What a node does with a packet: hands it to the next node, to its destination, or drops it. */
export type Outcome = Position | Explanation | 'delivered';

/** At a transit gateway, in from its attachment of a VPC or of a VPN connection; null if it has none. */
export function atTransitGateway(
  gateway: TransitGateway,
  resourceType: Attachment['resourceType'],
  resource: string,
): Position | null {
  const attachment = attachmentOf(gateway, resourceType, resource);
  return attachment === undefined
    ? null
    : { kind: 'transitGateway', node: gateway.name, gateway, attachment: attachment.name };
}

/** At the router of a site. */
export function atRouter(customerGateway: CustomerGateway): Position {
  return { kind: 'router', node: customerGateway.router.name, customerGateway };
}
