import type { Tagged } from './tag.ts';

/** EC2 API `CustomerGateway`. */
export interface CustomerGateway extends Tagged {
  readonly CustomerGatewayId: string;
  /** A text in the API, e.g. "65000". */
  readonly BgpAsn?: string;
  readonly BgpAsnExtended?: string;
  readonly IpAddress?: string;
  readonly CertificateArn?: string;
  readonly DeviceName?: string;
  readonly State?: string;
}

/** EC2 API `VpnGateway`. */
export interface VpnGateway extends Tagged {
  readonly VpnGatewayId: string;
  readonly AmazonSideAsn?: number;
  readonly VpcAttachments?: readonly { readonly VpcId?: string; readonly State?: string }[];
  readonly State?: string;
}

/** EC2 API `VpnConnection`. */
export interface VpnConnection extends Tagged {
  readonly VpnConnectionId: string;
  readonly CustomerGatewayId?: string;
  readonly VpnGatewayId?: string;
  readonly TransitGatewayId?: string;
  readonly State?: string;
  readonly Type?: string;
  /** XML: the reader of the file it is in has it read, too. */
  readonly CustomerGatewayConfiguration?: string;
  readonly Options?: VpnConnectionOptions;
  readonly Routes?: readonly { readonly DestinationCidrBlock?: string; readonly State?: string }[];
}

/** EC2 API `VpnConnectionOptions`. */
export interface VpnConnectionOptions {
  readonly EnableAcceleration?: boolean;
  readonly StaticRoutesOnly?: boolean;
  readonly TunnelInsideIpVersion?: string;
  readonly OutsideIpAddressType?: string;
  readonly LocalIpv4NetworkCidr?: string;
  readonly RemoteIpv4NetworkCidr?: string;
  readonly LocalIpv6NetworkCidr?: string;
  readonly RemoteIpv6NetworkCidr?: string;
  readonly TunnelOptions?: readonly TunnelOption[];
}

/** EC2 API `CloudWatchLogOptions`. */
export interface CloudWatchLogOptions {
  readonly LogEnabled?: boolean;
  readonly LogGroupArn?: string;
  readonly LogOutputFormat?: string;
  readonly BgpLogEnabled?: boolean;
  readonly BgpLogGroupArn?: string;
  readonly BgpLogOutputFormat?: string;
}

interface Value<Kind> {
  readonly Value?: Kind;
}

/** EC2 API `TunnelOption`. What the customer did not set is missing, or an empty list. */
export interface TunnelOption {
  readonly OutsideIpAddress?: string;
  readonly TunnelInsideCidr?: string;
  readonly TunnelInsideIpv6Cidr?: string;
  readonly PreSharedKey?: string;
  readonly Phase1LifetimeSeconds?: number;
  readonly Phase2LifetimeSeconds?: number;
  readonly RekeyMarginTimeSeconds?: number;
  readonly RekeyFuzzPercentage?: number;
  readonly ReplayWindowSize?: number;
  readonly DpdTimeoutSeconds?: number;
  readonly DpdTimeoutAction?: string;
  readonly StartupAction?: string;
  readonly LogOptions?: { readonly CloudWatchLogOptions?: CloudWatchLogOptions };
  readonly Phase1EncryptionAlgorithms?: readonly Value<string>[];
  readonly Phase2EncryptionAlgorithms?: readonly Value<string>[];
  readonly Phase1IntegrityAlgorithms?: readonly Value<string>[];
  readonly Phase2IntegrityAlgorithms?: readonly Value<string>[];
  readonly Phase1DHGroupNumbers?: readonly Value<number>[];
  readonly Phase2DHGroupNumbers?: readonly Value<number>[];
  readonly IkeVersions?: readonly Value<string>[];
}
