import { hostNamed } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';

/** A host of a running lab: what `toReach` and `toBeIsolatedFrom` speak of. */
export interface HostOfLab {
  readonly kind: 'host';
  readonly lab: StartedLab;
  readonly name: string;
}

/** A tunnel of a running lab: what `toBeEstablished` speaks of. */
export interface TunnelOfLab {
  readonly kind: 'tunnel';
  readonly lab: StartedLab;
  readonly name: string;
}

/**
 * A host of a lab, by its node name.
 * @throws {UsageError} if there is none.
 * @example await expect(host(lab, 'onprem-server')).toReach('vpc-a-host');
 */
export function host(running: StartedLab, name: string): HostOfLab {
  return { kind: 'host', lab: running, name: hostNamed(running.definition, name).name };
}

/**
 * A tunnel of a lab, by its name.
 * @throws {UsageError} if there is none.
 * @example await expect(tunnel(lab, 'tunnel-2')).toBeEstablished();
 */
export function tunnel(running: StartedLab, name: string): TunnelOfLab {
  return { kind: 'tunnel', lab: running, name: tunnelNamed(running.definition, name).tunnel.name };
}
