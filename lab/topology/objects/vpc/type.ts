import type { Gateway } from '../gateway.ts';
import type { VpcParts } from './parts.ts';

/** A VPC, with everything in it; its implicit router is the node. */
export interface Vpc extends VpcParts {
  readonly name: string;
  /** Every block: the primary one, then those associated besides. */
  readonly cidrBlocks: readonly string[];
  /** Its IPv6 block, where it has one. */
  readonly ipv6CidrBlock?: string;
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  /** Name of the main route table, which subnets use that are associated with none; null where it is implied, and unused. */
  readonly mainRouteTable: string | null;
  readonly instances: readonly Instance[];
}

/** A part of a VPC. */
export interface Subnet {
  readonly name: string;
  readonly cidrBlock: string;
  readonly ipv6CidrBlock?: string;
  /** e.g. `ap-northeast-2a` */
  readonly availabilityZone: string;
  /** Name of the route table of the same VPC that the subnet uses: the main one, if none is associated with it. */
  readonly routeTable: string;
}

/** A VPC route table. The implicit `local` routes of the VPC's CIDR blocks are not listed. */
export interface RouteTable {
  readonly name: string;
  readonly routes: readonly Route[];
  /** Names of the virtual private gateways that propagate their routes into it. */
  readonly propagatingVgws: readonly string[];
}

/** A route of a VPC route table: to a block, or to every block of a prefix list. */
export interface Route {
  /** Of IPv4 or IPv6; null where it is a prefix list. */
  readonly destinationCidrBlock: string | null;
  readonly destinationPrefixListId?: string;
  readonly target: RouteTarget;
}

/** Where a VPC route leads: to a gateway, or an instance of the VPC, by kind and name, or nowhere. */
export type RouteTarget =
  | { readonly kind: Gateway['kind'] | 'natGateway' | 'instance'; readonly name: string }
  | { readonly kind: 'blackhole' };

/** An EC2 instance with one network interface. */
export interface Instance {
  /** Also the node's name. */
  readonly name: string;
  readonly subnet: string;
  readonly privateIpAddress: string;
  readonly ipv6Address?: string;
  /** Name of the key pair that lets its owner in by SSH; null: no sshd runs. */
  readonly keyName: string | null;
  /** Elastic IP address; null for none. */
  readonly publicIpAddress: string | null;
  readonly securityGroups: readonly string[];
  /** Whether its network interface drops what is neither from it nor for it. */
  readonly sourceDestCheck: boolean;
  /** Whether it forwards only what belongs to a connection that it has seen begin, as a stateful firewall does. */
  readonly statefulFirewall?: true;
}
