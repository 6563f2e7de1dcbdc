import type { IkeConnection } from '../../ike/connection.ts';
import type { DataplaneName } from '../types.ts';

/** What the planes do differently. Everything else of a lab is the same in both. */
export interface Dataplane {
  readonly name: DataplaneName;
  /** strongSwan and its tunnel interfaces in a router or a tunnel endpoint. */
  vpn(tunnels: readonly VpnTunnel[]): VpnPlan;
  /** The Transit Gateway's route tables. */
  routeTables(tables: readonly NumberedTable[]): RouteTablesPlan;
}

/** One tunnel as one of its two ends sees it. */
export interface VpnTunnel {
  /** Plane-independent part; the plane decides on the rest. */
  readonly connection: (plane: PlaneConnection) => IkeConnection;
  /** Interface name, e.g. `Tunnel1`. */
  readonly interface: string;
  /** XFRM if_id, VTI key and mark. */
  readonly id: number;
  readonly kind: 'xfrm' | 'vti';
  /** Inside address with prefix length. */
  readonly insideAddress: string;
  readonly mtu: number;
  readonly outsideLocal: string;
  readonly outsideRemote: string;
  /** Whether this end initiates. */
  readonly initiates: boolean;
  /** Further `ip` commands that need the interface: its routes. */
  readonly commands: readonly string[];
}

/** The fields of an {@link IkeConnection} that the plane decides on. */
export type PlaneConnection = Pick<IkeConnection, 'forceUdpEncapsulation' | 'ifId' | 'mark'>;

export interface VpnPlan {
  readonly daemons: readonly DaemonPlan[];
  /** `ip` commands at boot. */
  readonly setup: readonly string[];
  /** nftables rules at boot. */
  readonly firewall: string;
  readonly devices: readonly string[];
}

/** One charon process. */
export interface DaemonPlan {
  readonly name: string;
  readonly connections: readonly IkeConnection[];
  /** UDP ports for IKE and for IKE and ESP behind a NAT. */
  readonly port: number;
  readonly portNatT: number;
  /** The TUN that the daemon opens: its new name and its `ip` commands. Null where the kernel does ESP. */
  readonly tun: { readonly name: string; readonly commands: readonly string[] } | null;
  readonly initiates: boolean;
}

/** A Transit Gateway route table with its number in the kernel, and the interfaces associated with it. */
export interface NumberedTable {
  readonly name: string;
  readonly number: number;
  readonly interfaces: readonly string[];
}

export interface RouteTablesPlan {
  /** `ip` commands at boot. */
  readonly setup: readonly string[];
  /** `ip` commands each time the interface comes, by interface. */
  readonly associate: (interfaceName: string, table: NumberedTable) => readonly string[];
}
