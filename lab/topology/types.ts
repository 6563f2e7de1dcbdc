import type { CustomerGateway } from './objects/customer-gateway/type.ts';
import type { DirectConnectGateway } from './objects/direct-connect-gateway/type.ts';
import type { Expectation } from './objects/expectation/type.ts';
import type { Gateway } from './objects/gateway.ts';
import type { InternetHost } from './objects/internet-host/type.ts';
import type { Link } from './objects/link/type.ts';
import type { PrefixList } from './objects/prefix-list/type.ts';
import type { Vpc } from './objects/vpc/type.ts';
import type { VpnConnection } from './objects/vpn-connection/type.ts';

export type * from './objects/customer-gateway/own-router.ts';
export type * from './objects/customer-gateway/type.ts';
export type * from './objects/direct-connect-gateway/type.ts';
export type * from './objects/expectation/type.ts';
export type * from './objects/gateway.ts';
export type * from './objects/internet-host/type.ts';
export type * from './objects/link/type.ts';
export type * from './objects/ip-protocol.ts';
export type * from './objects/ip-version.ts';
export type * from './objects/prefix-list/type.ts';
export type * from './objects/vpc/parts.ts';
export type * from './objects/vpc/type.ts';
export type * from './objects/vpn-connection/type.ts';

/**
 * The resolved lab: every default filled in, every name bound, every rule checked.
 * Names are the EC2 API's nouns. All lists keep the order of the lab file. Pure data, JSON-serialisable.
 */
export interface Lab {
  /** Lab name: 1-32 of [a-z0-9-], starts with a letter. */
  readonly name: string;
  /** `ipv6` of a lab as IPv6 sees it: where others have IPv4 addresses, it has those of IPv6 (graph/ip-versions.ts). */
  readonly ipVersion?: 'ipv6';
  readonly timers: TimerProfile;
  readonly prefixLists: readonly PrefixList[];
  readonly vpcs: readonly Vpc[];
  /** Each is a node; a lab may have none. */
  readonly gateways: readonly Gateway[];
  readonly directConnectGateways: readonly DirectConnectGateway[];
  /** Each is a node, on the Internet. */
  readonly internetHosts: readonly InternetHost[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly vpnConnections: readonly VpnConnection[];
  /** The links that are not as good as they can be; any other delays and loses nothing. */
  readonly links: readonly Link[];
  /** Who must reach whom, and who must not: it configures nothing. */
  readonly expectations: readonly Expectation[];
}

/** `aws`: AWS's own timers; `fast`: the same behaviour with compressed timers, for tests. */
export type TimerProfile = 'aws' | 'fast';
