import type { CertificateKeyAlgorithm, RouterCertificate } from '../topology/types.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import type { NodeRole } from '../topology/graph/nodes.ts';
import type { Netem } from '../topology/types.ts';
import type { ChildSaPlan } from './child-sa.ts';
import type { IpCommand } from './commands/ip.ts';
import type { NftTable } from './commands/nft.ts';
import type { DataplaneName } from './dataplane/name.ts';
import type { Image } from './images.ts';
import type { ServicePlan } from './services/service.ts';

export type { DataplaneName } from './dataplane/name.ts';

/** What to start: nodes and the links between them. Plain JSON; the same input gives the same plan. */
export interface Plan {
  readonly lab: string;
  readonly dataplane: DataplaneName;
  readonly nodes: readonly NodePlan[];
  readonly links: readonly LinkPlan[];
}

/** A node: what its container is, and what the node does at boot, with each link and with each CHILD_SA (files.ts). */
export interface NodePlan {
  readonly name: string;
  readonly role: NodeRole;
  readonly image: Image;
  readonly sysctls: Readonly<Record<string, string>>;
  /** Device nodes of the engine's host that the node opens, e.g. `/dev/net/tun`. */
  readonly devices: readonly string[];
  /** At boot. */
  readonly setup: readonly IpCommand[];
  /** At boot. */
  readonly firewall: readonly NftTable[];
  /** At boot: lines of `iptables-restore` for the mangle table, for what nft cannot do. */
  readonly mangle: readonly string[];
  /** What it has for IPv6; without it the node has none. */
  readonly ipv6?: Ipv6Plan;
  /** How many probes the node's ledger has room for. */
  readonly ledgerRoom: number;
  /** The interfaces that the node gets with its links. */
  readonly interfaces: readonly InterfacePlan[];
  /** Which links the fabric is to put in the node. */
  readonly wiring: readonly WirePlan[];
  readonly childSas: readonly ChildSaPlan[];
  readonly services: readonly ServicePlan[];
  /** Names of the connections whose pre-shared key the node holds, with the tunnel that the key belongs to. */
  readonly keys: readonly KeyPlan[];
  /** The key pairs of which the node holds a half, for SSH. */
  readonly keyPairs: readonly KeyPairPlan[];
  /** The certificates that it proves by who it is, with the authority's. */
  readonly certificates: readonly CertificatePlan[];
}

/** What a node with IPv6 does at boot, beside what its other parts have of IPv6. */
export interface Ipv6Plan {
  /** Lines of `ip6tables-restore` for the mangle table. */
  readonly mangle: readonly string[];
}

/** What the node does each time it gets an interface. */
export interface InterfacePlan {
  readonly name: string;
  readonly commands: readonly IpCommand[];
  /** What becomes of packets that leave by it; null if nothing. */
  readonly netem: Netem | null;
}

/** An interface of a node, and the link that it is an end of. */
export interface WirePlan {
  readonly interface: string;
  readonly link: string;
}

export interface KeyPlan {
  readonly connection: string;
  readonly tunnel: string;
  /** A key that the lab file gives; null means the one generated for the tunnel. */
  readonly preSharedKey: string | null;
}

/** One half of a key pair that is generated for the lab. */
export interface KeyPairPlan {
  readonly name: string;
  readonly half: 'private' | 'public';
}

/** A certificate of the lab's private CA. */
export interface CertificatePlan {
  /** Its common name, and that of its files. */
  readonly name: string;
  /** The address that it is for. */
  readonly address: string;
  readonly kind: RouterCertificate;
  readonly keyAlgorithm: CertificateKeyAlgorithm;
  /** Whether the node's owner names it in files of theirs, so that it lies wherever strongSwan looks for one. */
  readonly isOwners: boolean;
}

/** A veth pair. */
export interface LinkPlan {
  readonly name: string;
  readonly ends: readonly [LinkEnd, LinkEnd];
}
