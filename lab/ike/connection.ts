/** One side's view of one tunnel: everything strongSwan needs to know, and nothing of Docker or of files. */
export interface IkeConnection extends ConfiguredConnection, EspBinding {}

/** What the configuration of an end says of a connection; the same on both data planes. */
export interface ConfiguredConnection {
  /** Connection name; the CHILD_SA has the same, e.g. `Tunnel1`. */
  readonly name: string;
  /** `any` answers both IKEv1 and IKEv2 (responders only). */
  readonly ikeVersion: 'ikev1' | 'ikev2' | 'any';
  /** `%any` or an address. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** Name of its certificate, which takes the place of a pre-shared key. */
  readonly certificate?: string;
  readonly localId: string;
  readonly remoteId: string;
  /** strongSwan proposals, best first, e.g. `aes128-sha1-modp1024`. */
  readonly ikeProposals: readonly string[];
  readonly espProposals: readonly string[];
  readonly ikeLifetimeSeconds: number;
  readonly childLifetimeSeconds: number;
  readonly rekeyMarginSeconds: number;
  readonly rekeyFuzzPercent: number;
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
  readonly dpdAction: 'clear' | 'none' | 'restart';
  readonly startAction: 'none' | 'start' | 'trap';
  readonly localTrafficSelector: string;
  readonly remoteTrafficSelector: string;
  readonly replayWindow: number;
  /** Whether it takes ESP in UDP only, NAT or not. */
  readonly requiresNatTraversal: boolean;
  /** Whether this end begins to rekey before a lifetime ends. */
  readonly rekeys: boolean;
  /** Path of the updown script inside the node, or null. */
  readonly updown: string | null;
}

/** How the data plane ties a connection's ESP to its tunnel interface. */
export interface EspBinding {
  /** UDP encapsulation even without a NAT on the path (the userspace data plane needs it). */
  readonly forceUdpEncapsulation: boolean;
  /** XFRM interface id, or VTI mark; neither on the userspace data plane. */
  readonly ifId: number | null;
  readonly mark: number | null;
}

/** Whether an end initiates a connection by itself: at once, or once a packet wants through. */
export function initiates({ startAction }: Pick<IkeConnection, 'startAction'>): boolean {
  return startAction !== 'none';
}
