import type { LoadedConn } from '../../ike/loaded-conn.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import type { KernelState } from '../observation.ts';

/** What was seen of a router that is its owner's own, at about one time. It holds no key. */
export interface SeenRouter {
  readonly kernel: KernelState;
  /**
   * What each IKE daemon that answers has loaded, by the daemon's name. libreswan's does not tell.
   */
  readonly daemons: Readonly<Record<string, readonly LoadedConn[]>>;
  /** What the files that lie in the router configure. */
  readonly conns: readonly ReadConn[];
}
