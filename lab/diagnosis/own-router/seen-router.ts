import type { LoadedConn } from '../../ike/loaded-conn.ts';
import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import type { RoutedPacket } from '../kernel/rules.ts';
import type { KernelState } from '../observation.ts';

/** What was seen of a router that is its owner's own, at about one time. It holds no key. */
export interface SeenRouter {
  readonly kernel: KernelState;
  /**
   * Interface that its kernel answered with when it was asked for a route, by {@link questionKey}; one that the kernel
   * refuses, as while it forwards nothing, is not among them.
   */
  readonly answers: ReadonlyMap<string, RouteSaid>;
  /**
   * What each IKE daemon that answers has loaded, by the daemon's name. libreswan's does not tell.
   */
  readonly daemons: Readonly<Record<string, readonly LoadedConn[]>>;
  /** What the files that lie in the router configure. */
  readonly conns: readonly ReadConn[];
}

/** What `ip route get` answered. */
export interface RouteSaid {
  readonly dev: string;
  readonly isLocal: boolean;
}

/** What a route is known by that a kernel was asked for. */
export function questionKey({ source, destination }: Pick<RoutedPacket, 'source' | 'destination'>): string {
  return `${destination} from ${source}`;
}
