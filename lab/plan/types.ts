/** What to start: nodes with their files, and the links between them. Pure data; the same input gives the same plan. */
export interface Plan {
  readonly lab: string;
  readonly dataplane: DataplaneName;
  readonly nodes: readonly NodePlan[];
  readonly links: readonly LinkPlan[];
}

/** `kernel`: XFRM and VRF of the engine's kernel. `userspace`: ESP in strongSwan through a TUN, numbered tables. */
export type DataplaneName = 'kernel' | 'userspace';

export type NodeRole =
  | 'instance'
  | 'vpc-router'
  | 'transit-gateway'
  | 'tunnel-endpoint'
  | 'internet'
  | 'internet-gateway'
  | 'onprem-router'
  | 'onprem-host';

export interface NodePlan {
  readonly name: string;
  readonly role: NodeRole;
  /** Target of images/Dockerfile. */
  readonly image: 'node' | 'vpn';
  readonly sysctls: Readonly<Record<string, string>>;
  /** Device nodes of the engine's host that the node opens, e.g. `/dev/net/tun`. */
  readonly devices: readonly string[];
  readonly files: readonly PlanFile[];
  /** Names of the connections whose pre-shared key the node holds, with the tunnel that the key belongs to. */
  readonly keys: readonly KeyPlan[];
  /** The charon processes of the node, each with the names of its connections. */
  readonly daemons: readonly { readonly name: string; readonly connections: readonly string[] }[];
}

export interface PlanFile {
  readonly path: string;
  readonly content: string;
}

export interface KeyPlan {
  readonly connection: string;
  readonly tunnel: string;
  /** A key that the lab file gives; null means the one generated for the tunnel. */
  readonly preSharedKey: string | null;
}

/** A veth pair. */
export interface LinkPlan {
  readonly name: string;
  readonly ends: readonly [LinkEnd, LinkEnd];
}

export interface LinkEnd {
  readonly node: string;
  readonly interface: string;
}
