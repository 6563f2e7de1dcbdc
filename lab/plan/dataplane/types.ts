import type { ConfiguredConnection } from '../../ike/connection.ts';
import type { Retransmit } from '../../ike/retransmit.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { LinkType } from '../commands/ip-link.ts';
import type { CharonPlan } from '../services/charon.ts';
import type { DataplaneName, NodePlan } from '../types.ts';

/** What the planes do differently. Everything else of a lab is the same in both. */
export interface Dataplane {
  readonly name: DataplaneName;
  /** strongSwan and its tunnel interfaces in a router or a tunnel endpoint. */
  vpn(tunnels: readonly VpnEnd[], retransmit: Retransmit | null): VpnPlan;
  /** The Transit Gateway's route tables. */
  routeTables(tables: readonly NumberedTable[]): RouteTablesPlan;
}

/** One end of a tunnel. */
export interface VpnEnd {
  /** What both planes have alike; the plane adds how its ESP is tied to the interface. */
  readonly connection: ConfiguredConnection;
  /** Interface name, e.g. `Tunnel1`. */
  readonly interface: string;
  /** XFRM if_id, VTI key and mark. */
  readonly id: number;
  readonly kind: Extract<LinkType['kind'], 'xfrm' | 'vti'>;
  /** Inside address with prefix length. */
  readonly insideAddress: string;
  readonly mtu: number;
  readonly outsideLocal: string;
  readonly outsideRemote: string;
  /** Further commands that need the interface: its routes. */
  readonly commands: readonly IpCommand[];
}

/** What the ends of tunnels take of a node. */
export interface VpnPlan extends Pick<NodePlan, 'setup' | 'firewall' | 'devices'> {
  readonly services: readonly CharonPlan[];
}

/** A Transit Gateway route table with its number in the kernel, and the interfaces associated with it. */
export interface NumberedTable {
  readonly name: string;
  readonly number: number;
  readonly interfaces: readonly string[];
}

/** What route tables take of the Transit Gateway. */
export interface RouteTablesPlan extends Pick<NodePlan, 'setup'> {
  /** Commands each time an associated interface comes, by its name; none for those that need none. */
  readonly associations: Readonly<Record<string, readonly IpCommand[]>>;
}
