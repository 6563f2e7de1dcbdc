import { hostNamed } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';

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
export function host(lab: StartedLab, name: string): HostOfLab {
  return { kind: 'host', lab, name: hostNamed(lab.lab, name).name };
}

/**
 * A tunnel of a lab, by its name.
 * @throws {UsageError} if there is none.
 * @example await expect(tunnel(lab, 'tunnel-2')).toBeEstablished();
 */
export function tunnel(lab: StartedLab, name: string): TunnelOfLab {
  const names = lab.lab.vpnConnections.flatMap(({ tunnels }) => tunnels.map((each) => each.name));
  if (names.includes(name)) return { kind: 'tunnel', lab, name };
  throw new UsageError({
    what: `lab ${lab.name} has no tunnel of that name`,
    value: name,
    hint: nearestNameHint(name, names),
  });
}
