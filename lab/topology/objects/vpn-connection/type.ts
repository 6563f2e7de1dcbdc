import type { VpnRouting } from './routing.ts';

/** A VPN connection: two tunnels between AWS and a customer gateway. */
export interface VpnConnection extends VpnRouting {
  readonly name: string;
  readonly customerGateway: string;
  /** Name of the {@link Gateway} that it ends at; null if it ends at none, as AWS allows. */
  readonly gateway: string | null;
  /** Whether it comes in by AWS Global Accelerator: NAT-T always, and only the customer begins negotiations. */
  readonly enableAcceleration: boolean;
  /** Prefixes of the customer side that a virtual private gateway sends here (EC2 API: CreateVpnConnectionRoute). */
  readonly routes: readonly { readonly destinationCidrBlock: string }[];
  /** What its packets inside are, where that is not IPv4: it carries one of the two. */
  readonly tunnelInsideIpVersion?: 'ipv6';
  /** Traffic selectors: customer side (local) and AWS side (remote), as AWS names them. */
  readonly localIpv4NetworkCidr: string;
  readonly remoteIpv4NetworkCidr: string;
  /** The same of a connection with IPv6 inside, in place of those of IPv4. */
  readonly localIpv6NetworkCidr?: string;
  readonly remoteIpv6NetworkCidr?: string;
  readonly tunnels: readonly [Tunnel, Tunnel];
}

/** One of the two tunnels of a VPN connection, at its AWS end. */
export interface Tunnel {
  /** Also the node's name, e.g. `tunnel-1`. */
  readonly name: string;
  readonly outsideIpAddress: string;
  /** A /30, or a /126 of a connection with IPv6 inside: AWS has the first host address, the customer the second. */
  readonly tunnelInsideCidr: string;
  /** The /30 that AWS gives a tunnel with IPv6 inside, too; nothing in the lab uses it. */
  readonly insideIpv4Cidr?: string;
  /** Null: generated when the lab comes up, never stored in a file of the user's. */
  readonly preSharedKey: string | null;
  /** Another tunnel whose generated key it has, for its router's own files have one key for both. */
  readonly keyOf?: string;
  readonly options: TunnelOptions;
}

/** An encryption algorithm of a tunnel's options, as AWS writes it. */
export type EncryptionAlgorithm = 'AES128' | 'AES256' | 'AES128-GCM-16' | 'AES256-GCM-16';

/** An integrity algorithm of a tunnel's options, as AWS writes it. */
export type IntegrityAlgorithm = 'SHA1' | 'SHA2-256' | 'SHA2-384' | 'SHA2-512';

/** A version of IKE. */
export type IkeVersion = 'ikev1' | 'ikev2';

/** A form of a tunnel's log. */
export type LogOutputFormat = 'json' | 'text';

/** EC2 API `CloudWatchLogOptionsSpecification`: which logs of a tunnel are on, and in which form. */
export interface CloudWatchLogOptions {
  readonly logEnabled?: boolean;
  readonly logGroupArn?: string;
  readonly logOutputFormat?: LogOutputFormat;
  readonly bgpLogEnabled?: boolean;
  readonly bgpLogGroupArn?: string;
  readonly bgpLogOutputFormat?: LogOutputFormat;
}

/** EC2 API `VpnTunnelOptionsSpecification`, without the members that are fields of {@link Tunnel}. */
export interface TunnelOptions {
  readonly ikeVersions: readonly IkeVersion[];
  readonly phase1EncryptionAlgorithms: readonly EncryptionAlgorithm[];
  readonly phase2EncryptionAlgorithms: readonly EncryptionAlgorithm[];
  readonly phase1IntegrityAlgorithms: readonly IntegrityAlgorithm[];
  readonly phase2IntegrityAlgorithms: readonly IntegrityAlgorithm[];
  readonly phase1DHGroupNumbers: readonly number[];
  readonly phase2DHGroupNumbers: readonly number[];
  readonly phase1LifetimeSeconds: number;
  readonly phase2LifetimeSeconds: number;
  readonly rekeyMarginTimeSeconds: number;
  readonly rekeyFuzzPercentage: number;
  readonly replayWindowSize: number;
  /** Seconds between DPD probes; AWS does not let the customer set it. */
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
  readonly dpdTimeoutAction: 'clear' | 'none' | 'restart';
  readonly startupAction: 'add' | 'start';
  /** Which logs of the tunnel are on; without it both, as the lab has it by default. */
  readonly logOptions?: { readonly cloudWatchLogOptions: CloudWatchLogOptions };
}
