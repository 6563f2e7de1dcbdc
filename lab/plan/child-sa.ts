import type { IpCommand } from './commands/ip.ts';

/** Path in a node of the script that strongSwan is to call for a connection with a {@link ChildSaPlan}. */
export const UPDOWN = '/usr/local/sbin/s2s-updown';

/** Marks the routes that live and die with a CHILD_SA, so that s2s-drift takes no notice of them. */
export const CHILD_SA_PROTOCOL = 201;

/** What of a node lives and dies with the CHILD_SA of one connection. */
export interface ChildSaPlan {
  readonly connection: string;
  readonly up: readonly IpCommand[];
  readonly down: readonly IpCommand[];
}

/** The files that s2s-updown and s2s-ike apply once a CHILD_SA of the connection is there, and once its last one is gone. */
export function childSaFile(connection: string, state: 'up' | 'down'): string {
  return `/etc/s2s/sa/${connection}.${state}.ip`;
}
