import type { FrrState } from '../bgp/frr-state.ts';
import type { BgpSessionState } from '../bgp/session-state.ts';
import type { DaemonState } from '../ike/daemon-state.ts';
import type { ScriptResult } from './own-router/script-result.ts';
import type { DataplaneName } from '../plan/types.ts';

/**
 * What was read of all nodes of a lab at about the same time: all that a diagnosis knows of the lab's state. Plain JSON;
 * it is also saved as `observation.json` in the evidence of a scenario that failed. It holds no key.
 */
export interface Observation {
  /** When it was read, as ISO 8601. */
  readonly at: string;
  /** What the lab's nodes were planned for. */
  readonly dataplane: DataplaneName;
  /** By the names of the nodes. */
  readonly nodes: Readonly<Record<string, NodeObservation>>;
}

/** What was read of one node. */
export interface NodeObservation {
  /** Null: its container runs. Otherwise what the engine says of it, e.g. `Exited (137) 3 seconds ago`, or `missing`. */
  readonly down: string | null;
  /** Null where it could not be read, as of a node that does not run. */
  readonly kernel: KernelState | null;
  /** What its charon processes do, by their names. */
  readonly daemons: Readonly<Record<string, DaemonState>>;
  /**
   * What its charon processes said of negotiations, line by line, each with the engine's time. Read only where one of
   * the node's tunnels is not up. Of a router that is its owner's own, what they said of its configuration as well.
   */
  readonly ikeLog: readonly string[];
  /** What became of its owner's script; absent without one. */
  readonly script?: ScriptResult;
  /** The BGP session of a tunnel endpoint; not there where none is spoken, null where BIRD does not answer. */
  readonly bgp?: BgpSessionState | null;
  /** What the FRR of a router that speaks BGP has; not there where none is spoken, null where FRR does not answer. */
  readonly frr?: FrrState | null;
  /** Whether the keepalived of a router runs that shares an address with others; not there of any other node. */
  readonly keepalived?: boolean;
}

/**
 * What a node's kernel decides on packets by: for each of the kernel's own tools the lines that it prints, as
 * images/s2s-observe has them.
 */
export interface KernelState {
  /** `ip -o -d link show`: with what a tunnel device is made of */
  readonly links: readonly string[];
  /** `ip -o -4 address show`; where IPv6 was looked at, that of IPv6, too, as with routes and neighbours */
  readonly addresses: readonly string[];
  /** `ip -4 rule show` */
  readonly rules: readonly string[];
  /** `ip -6 rule show`; not there where IPv6 was not looked at */
  readonly ipv6rules?: readonly string[];
  /** `ip -o -4 route show table all`; a default route of IPv6 is called ::/0 */
  readonly routes: readonly string[];
  /** `ip -4 neighbour show` */
  readonly neighbours: readonly string[];
  /** `ip vrf show` */
  readonly vrfs: readonly string[];
  /** `ip xfrm state list nokeys` */
  readonly states: readonly string[];
  /** `ip xfrm policy list` */
  readonly policies: readonly string[];
  /** `/proc/net/xfrm_stat`: the counters of what IPsec has refused, those that have counted, e.g. `XfrmInNoPols 3`. */
  readonly refusals: readonly string[];
  /** `nft -a list ruleset`, with counters and handles, without the ledger's table. */
  readonly ruleset: readonly string[];
  /** Below /proc/sys/net/ipv4, e.g. `conf/eth0/rp_filter:2`. */
  readonly sysctls: readonly string[];
  /** Below /proc/sys/net/ipv6; not there where IPv6 was not looked at. */
  readonly ipv6sysctls?: readonly string[];
}
