import type { OwnRouter } from './own-router.ts';

/** A customer gateway, and the on-premises site behind it. */
export interface CustomerGateway {
  readonly name: string;
  /** The customer gateway that the site is named after: this one, or that whose site has this one for a further router. */
  readonly site: string;
  /** Public address that AWS sees: the Elastic IP in front of the router. */
  readonly ipAddress: string;
  readonly bgpAsn: number;
  /** With it both ends of its tunnels have certificates of one private CA, and use no pre-shared key. */
  readonly certificateArn?: string;
  /** What the keys of those certificates, and of that CA, are. */
  readonly certificateKeyAlgorithm: CertificateKeyAlgorithm;
  /** The site's CIDR block. */
  readonly cidrBlock: string;
  /** The site's IPv6 block, where it has one. */
  readonly ipv6CidrBlock?: string;
  readonly router: Router;
  /** Hosts of the site, behind each of its routers. */
  readonly hosts: readonly OnPremisesHost[];
}

/** A site's router. */
export interface Router {
  /** Also the node's name. */
  readonly name: string;
  /** Outside subnet (towards the Internet gateway) and the router's address in it. */
  readonly outsideCidrBlock: string;
  readonly privateIpAddress: string;
  /** Its LANs. */
  readonly insideSubnets: readonly InsideSubnet[];
  /** Device kind of the kernel data plane: XFRM interfaces, or VTI with marks as the AWS walk-through has them. */
  readonly tunnelInterface: 'xfrm' | 'vti';
  /** Its certificate, where its customer gateway has one. */
  readonly certificate?: RouterCertificate;
  /** Of the site's routers that run, that of the highest has the virtual addresses (RFC 9568). */
  readonly vrrpPriority: number;
  readonly connections: readonly RouterConnection[];
  readonly routes: readonly RouterRoute[];
  /** Its routes by way of other routers of the site, where they were seen: of a router that is its owner's own. */
  readonly peerRoutes?: readonly PeerRoute[];
  readonly routing: RouterRouting;
  readonly bgp: RouterBgp;
  /** Whether TCP MSS is clamped to the path MTU on packets forwarded into a tunnel. */
  readonly clampMss: boolean;
  /** What it runs of its owner's, in place of what the lab makes of the keys above; null if the lab configures it. */
  readonly own: OwnRouter | null;
  /** On the lines of a router's own configuration files, where it has such files. */
  readonly notes?: readonly RouterNote[];
}

/** Kind of a certificate's key, and of its authority's (AWS Private CA API reference, CertificateAuthorityConfiguration: KeyAlgorithm). */
export type CertificateKeyAlgorithm =
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096'
  | 'EC_prime256v1'
  | 'EC_secp384r1'
  | 'EC_secp521r1';

/** A certificate that its peer takes, one that has expired, or one of an authority that the peer does not know. */
export type RouterCertificate = 'valid' | 'expired' | 'otherAuthority';

/** How a router speaks BGP over its tunnels to VPN connections that do. */
export interface RouterBgp {
  /** The ASN that it speaks with. */
  readonly asn: number;
  /** What it announces over each of these tunnels: over one that carries IPv6 those of IPv6, over any other those of IPv4. */
  readonly networks: readonly string[];
  /** How many equally good paths it uses at once. */
  readonly maximumPaths: number;
  /** What is otherwise over some of its tunnels. */
  readonly neighbors: readonly BgpNeighbor[];
  /**
   * What AWS has learned from it over each tunnel that speaks BGP, where that was seen: of a router that is its owner's own.
   * Null where only its configuration tells.
   */
  readonly seen: readonly SeenSession[] | null;
}

/** AWS's end of one tunnel, as a neighbor of the router. */
export interface BgpNeighbor {
  /** Name of a {@link RouterConnection}. */
  readonly connection: string;
  /** What the router announces over it. */
  readonly networks: readonly string[];
  /** How often its ASN stands before the AS_PATH of what it announces, besides the once that it always does. */
  readonly asPathPrepend: number;
  /** MULTI_EXIT_DISC of what it announces: AWS prefers the lowest. */
  readonly med: number;
  /** LOCAL_PREF of what it learns: the router prefers the highest. */
  readonly localPreference: number;
}

/** A BGP session as AWS's end of a tunnel has it. */
export interface SeenSession {
  /** Name of the tunnel. */
  readonly tunnel: string;
  /** Null unless the session is ESTABLISHED. */
  readonly learned: readonly BgpRoute[] | null;
}

/** A route as a BGP session brings it. */
export interface BgpRoute {
  readonly destinationCidrBlock: string;
  /** ASNs, that of the sender first. */
  readonly asPath: readonly number[];
  readonly med: number;
}

/** A subnet behind a router, for hosts. */
export interface InsideSubnet {
  readonly cidrBlock: string;
  /** The router's address in it. */
  readonly ipAddress: string;
  /** Its IPv6 block, where it has one, and the router's address there: the hosts' default gateway. */
  readonly ipv6?: { readonly cidrBlock: string; readonly ipAddress: string };
  /** The router's interface: a bridge with a port for each host, or a port of the switch of a site with several routers. */
  readonly interface: string;
  /** What one of the site's routers has beside its own address, by VRRP; null without VRRP. */
  readonly virtualIpAddress: string | null;
  /** Default gateway of its hosts: the virtual address, else that of the site's first router. */
  readonly defaultGateway: string;
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
  /** conn name, e.g. `Tunnel1`. */
  readonly name: string;
  /** Name of its CHILD_SA; that of the connection where the lab configures it. */
  readonly childSa: string;
  /** Its tunnel interface, by default of the same name; null where it has none, for it is policy-based. */
  readonly interface: string | null;
  /** The IKE daemon that has loaded it, where only the running router tells; null where the lab's plan does, or none has. */
  readonly daemon: string | null;
  /** Name of the VPN tunnel at the other end. */
  readonly tunnel: string;
  readonly keyExchange: 'ikev1' | 'ikev2';
  readonly leftId: string;
  /** Outside address of the tunnel endpoint; also its identity. */
  readonly right: string;
  /** strongSwan proposals, e.g. `aes128-sha1-modp1024`, in the router's order; empty where nobody tells. */
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
  /** Traffic selectors of the site and of AWS; more than one where the router asks for several. */
  readonly leftSubnets: readonly string[];
  readonly rightSubnets: readonly string[];
  /** VTI key and mark, or XFRM if_id; 0 without one. */
  readonly mark: number;
  /** PSK as the router has it; null takes the tunnel's. */
  readonly preSharedKey: string | null;
  /** Inside addresses with prefix length, e.g. `169.254.216.30/30` and `169.254.216.29/30`. */
  readonly insideLocal: string;
  readonly insideRemote: string;
  readonly mtu: number;
}

/** A route of a router into one of its tunnels. */
export interface RouterRoute {
  /** Of IPv4 or IPv6, as is what its connection carries. */
  readonly destinationCidrBlock: string;
  /** Name of a {@link RouterConnection}. */
  readonly connection: string;
  readonly metric: number;
  /** Only for what this address sends, as rules of the router have it; without it for everybody's. */
  readonly sourceIpAddress?: string;
}

/** A route of a router to another router of its site. */
export interface PeerRoute {
  readonly destinationCidrBlock: string;
  readonly metric: number;
  /** Name of the other router. */
  readonly router: string;
}

/** A host behind a router. */
export interface OnPremisesHost {
  /** Also the node's name. */
  readonly name: string;
  readonly privateIpAddress: string;
  readonly ipv6Address?: string;
}
