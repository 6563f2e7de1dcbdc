/**
 * The resolved lab: every default filled in, every name bound, every rule checked.
 * Names are the EC2 API's nouns. All lists keep the order of the lab file. Pure data, JSON-serialisable.
 */
export interface Lab {
  /** Lab name: 1-32 of [a-z0-9-], starts with a letter. */
  readonly name: string;
  readonly timers: TimerProfile;
  readonly vpcs: readonly Vpc[];
  /** Each is a node; a lab may have none. */
  readonly gateways: readonly Gateway[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly vpnConnections: readonly VpnConnection[];
  /** The links that are not as good as they can be; any other delays and loses nothing. */
  readonly links: readonly Link[];
}

/** What the kernel's netem does to the packets that leave an interface; 0 stands for nothing, of the rate for no limit. */
export interface Netem {
  readonly delayMs: number;
  /** How much the delay varies, either way; packets may overtake each other. */
  readonly jitterMs: number;
  readonly lossPercent: number;
  readonly rateMbps: number;
}

/** A link that delays, loses or limits packets, in each direction. */
export interface Link extends Netem {
  /** Names of the two nodes. */
  readonly between: readonly [string, string];
}

/** `aws`: AWS's own timers; `fast`: the same behaviour with compressed timers, for tests. */
export type TimerProfile = 'aws' | 'fast';

export interface Vpc {
  readonly name: string;
  readonly cidrBlock: string;
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly instances: readonly Instance[];
}

export interface Subnet {
  readonly name: string;
  readonly cidrBlock: string;
  /** Name of the route table of the same VPC that is associated with the subnet. */
  readonly routeTable: string;
}

/** A VPC route table. The implicit `local` route of the VPC's CIDR block is not listed. */
export interface RouteTable {
  readonly name: string;
  readonly routes: readonly Route[];
}

export interface Route {
  readonly destinationCidrBlock: string;
  readonly target: RouteTarget;
}

/** Where a VPC route leads: to a gateway, by its kind and name, or nowhere. */
export type RouteTarget =
  { readonly kind: Gateway['kind']; readonly name: string } | { readonly kind: 'blackhole' };

/** Stateful, allow-only. `egress` defaults to everything, as AWS's new groups do. */
export interface SecurityGroup {
  readonly name: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export interface SecurityGroupRule {
  readonly protocol: 'icmp' | 'tcp' | 'udp' | 'all';
  /** First and last port for tcp and udp; null means every port. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** The other side: source of an ingress rule, destination of an egress rule. */
  readonly cidrIp: string;
}

export interface Instance {
  /** Also the node's name. */
  readonly name: string;
  readonly subnet: string;
  readonly privateIpAddress: string;
  readonly securityGroups: readonly string[];
}

/** What VPCs and VPN connections end at on the AWS side. */
export type Gateway = TransitGateway;

export interface TransitGateway {
  readonly kind: 'transitGateway';
  /** Also the node's name. */
  readonly name: string;
  readonly amazonSideAsn: number;
  readonly attachments: readonly Attachment[];
  readonly routeTables: readonly TransitGatewayRouteTable[];
}

export interface Attachment {
  readonly name: string;
  readonly resourceType: 'vpc' | 'vpn';
  /** Name of the VPC or of the VPN connection. */
  readonly resource: string;
}

export interface TransitGatewayRouteTable {
  readonly name: string;
  /** Names of the attachments whose incoming traffic is looked up here. An attachment has at most one. */
  readonly associations: readonly string[];
  /** Names of the attachments that propagate their CIDR blocks into this table. */
  readonly propagations: readonly string[];
  readonly routes: readonly TransitGatewayRoute[];
}

/** A static route; `attachment` is null for a blackhole route. */
export interface TransitGatewayRoute {
  readonly destinationCidrBlock: string;
  readonly attachment: string | null;
}

/** A customer gateway, and the on-premises site behind it. */
export interface CustomerGateway {
  readonly name: string;
  /** Public address that AWS sees: the Elastic IP in front of the router. */
  readonly ipAddress: string;
  readonly bgpAsn: number;
  /** The site's CIDR block. */
  readonly cidrBlock: string;
  readonly router: Router;
  /** Hosts behind the router; their default gateway is the router. */
  readonly hosts: readonly OnPremisesHost[];
}

export interface Router {
  /** Also the node's name. */
  readonly name: string;
  /** Outside subnet (towards the Internet gateway) and the router's address in it. */
  readonly outsideCidrBlock: string;
  readonly privateIpAddress: string;
  /** Inside subnet (towards the hosts) and the router's address in it. */
  readonly insideCidrBlock: string;
  readonly insideIpAddress: string;
  /** Device kind of the kernel data plane: XFRM interfaces, or VTI with marks as the AWS walk-through has them. */
  readonly tunnelInterface: 'xfrm' | 'vti';
  readonly connections: readonly RouterConnection[];
  readonly routes: readonly RouterRoute[];
  readonly routing: RouterRouting;
  /** Whether TCP MSS is clamped to the path MTU on packets forwarded into a tunnel. */
  readonly clampMss: boolean;
  /** On the lines of a router's own configuration files, where it has such files. */
  readonly notes?: readonly RouterNote[];
}

/** A line of a router's own configuration that changes nothing in the lab, or what follows from it unseen. */
export interface RouterNote {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The line as written, without secrets. */
  readonly text: string;
  readonly why: string;
}

/**
 * `static`: the routes stay whatever the tunnel does, as the walk-through has them. `childSa`: the routes of a
 * connection live and die with its CHILD_SA, as with the aws-updown.sh of AWS's strongSwan sample configuration.
 */
export type RouterRouting = 'static' | 'childSa';

/** How the router is configured for one tunnel: an `ipsec.conf` conn and its tunnel interface. */
export interface RouterConnection {
  /** conn name and interface name, e.g. `Tunnel1`. */
  readonly name: string;
  /** Name of the VPN tunnel at the other end. */
  readonly tunnel: string;
  readonly keyExchange: 'ikev1' | 'ikev2';
  readonly leftId: string;
  /** Outside address of the tunnel endpoint; also its identity. */
  readonly right: string;
  /** strongSwan proposals, e.g. `aes128-sha1-modp1024`, in the router's order. */
  readonly ikeProposals: readonly string[];
  readonly espProposals: readonly string[];
  readonly ikeLifetimeSeconds: number;
  readonly lifetimeSeconds: number;
  readonly marginSeconds: number;
  readonly fuzzPercent: number;
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
  readonly dpdAction: 'clear' | 'none' | 'restart';
  readonly auto: 'start' | 'route' | 'add';
  readonly leftSubnet: string;
  readonly rightSubnet: string;
  /** VTI key and mark, or XFRM if_id. */
  readonly mark: number;
  /** PSK as the router has it; null takes the tunnel's. */
  readonly preSharedKey: string | null;
  /** Inside addresses with prefix length, e.g. `169.254.216.30/30` and `169.254.216.29/30`. */
  readonly insideLocal: string;
  readonly insideRemote: string;
  readonly mtu: number;
}

export interface RouterRoute {
  readonly destinationCidrBlock: string;
  /** Name of a {@link RouterConnection}. */
  readonly connection: string;
  readonly metric: number;
}

export interface OnPremisesHost {
  /** Also the node's name. */
  readonly name: string;
  readonly privateIpAddress: string;
}

export interface VpnConnection {
  readonly name: string;
  readonly customerGateway: string;
  /** Name of the {@link Gateway} that it ends at; null if it ends at none, as AWS allows. */
  readonly gateway: string | null;
  readonly staticRoutesOnly: true;
  /** Traffic selectors: customer side (local) and AWS side (remote), as AWS names them. */
  readonly localIpv4NetworkCidr: string;
  readonly remoteIpv4NetworkCidr: string;
  readonly tunnels: readonly [Tunnel, Tunnel];
}

export interface Tunnel {
  /** Also the node's name, e.g. `tunnel-1`. */
  readonly name: string;
  readonly outsideIpAddress: string;
  /** A /30: AWS has the first host address, the customer the second. */
  readonly tunnelInsideCidr: string;
  /** Null: generated when the lab comes up, never stored in a file of the user's. */
  readonly preSharedKey: string | null;
  readonly options: TunnelOptions;
}

/** An encryption algorithm of a tunnel's options, as AWS writes it. */
export type EncryptionAlgorithm = 'AES128' | 'AES256' | 'AES128-GCM-16' | 'AES256-GCM-16';
/** An integrity algorithm of a tunnel's options, as AWS writes it. */
export type IntegrityAlgorithm = 'SHA1' | 'SHA2-256' | 'SHA2-384' | 'SHA2-512';
export type IkeVersion = 'ikev1' | 'ikev2';

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
}
