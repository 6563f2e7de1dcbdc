/** A Transit Gateway. */
export interface TransitGateway {
  readonly kind: 'transitGateway';
  /** Also the node's name. */
  readonly name: string;
  readonly amazonSideAsn: number;
  /** Whether packets towards a site are spread over tunnels with equally good BGP routes (EC2 API, VpnEcmpSupport). */
  readonly vpnEcmpSupport: 'enable' | 'disable';
  /** Whether inbound rules may reference security groups of other VPCs that are attached. */
  readonly securityGroupReferencingSupport: 'enable' | 'disable';
  /** The table that attachments are associated with which no other names; null if there is none (EC2 API, TransitGatewayOptions). */
  readonly associationDefaultRouteTable: string | null;
  /** The table that every attachment propagates into; null if there is none. */
  readonly propagationDefaultRouteTable: string | null;
  readonly attachments: readonly Attachment[];
  readonly routeTables: readonly TransitGatewayRouteTable[];
}

/** What joins a VPC, a VPN connection, a Direct Connect gateway or another Transit Gateway to a gateway. */
export interface Attachment {
  readonly name: string;
  /** As the EC2 API has it (TransitGatewayAttachmentResourceType). */
  readonly resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'peering';
  /** Name of the VPC, of the VPN connection, of the Direct Connect gateway or of the Transit Gateway at the other end of a peering. */
  readonly resource: string;
  /**
   * Of a Direct Connect gateway: what it announces to sites. At a virtual private gateway that of its VPC's blocks which is
   * inside one of these, and every block without them.
   */
  readonly allowedPrefixes?: readonly string[];
  /**
   * Names of the subnets of the VPC that it has its network interfaces in, one for each zone. None: in subnets of its own, in
   * every zone of the VPC, whose route table has the local routes only.
   */
  readonly subnets: readonly string[];
  /** Whether both directions of a flow come into a VPC by one network interface; disabled by default (EC2 API). */
  readonly applianceModeSupport?: 'enable' | 'disable';
  /** Whether a VPC's IPv6 block is propagated, too; disabled by default, and it filters nothing (EC2 API, Ipv6Support). */
  readonly ipv6Support?: 'enable' | 'disable';
}

/** A route table of a Transit Gateway. */
export interface TransitGatewayRouteTable {
  readonly name: string;
  /** Names of the attachments whose incoming traffic is looked up here. An attachment has at most one. */
  readonly associations: readonly string[];
  /** Names of the attachments that propagate into this table: VPCs their CIDR blocks, VPN connections what BGP has learned. */
  readonly propagations: readonly string[];
  readonly routes: readonly TransitGatewayRoute[];
  /** What stands for a static route to each block of a prefix list, behind those of `routes`. */
  readonly prefixListReferences: readonly TransitGatewayPrefixListReference[];
}

/** A reference to a prefix list (EC2 API, TransitGatewayPrefixListReference); `attachment` is null for a blackhole. */
export interface TransitGatewayPrefixListReference {
  /** Name of the prefix list. */
  readonly prefixListId: string;
  readonly attachment: string | null;
}

/** A static route; `attachment` is null for a blackhole route. */
export interface TransitGatewayRoute {
  readonly destinationCidrBlock: string;
  readonly attachment: string | null;
}
