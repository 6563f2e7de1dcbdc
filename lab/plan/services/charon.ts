import type { IkeConnection } from '../../ike/connection.ts';
import { initiates } from '../../ike/connection.ts';
import { renderStrongswanConf } from '../../ike/strongswan-conf.ts';
import { renderSecret, renderSwanctl } from '../../ike/swanctl.ts';
import { TIMERS } from '../../topology/timers.ts';
import type { TimerProfile } from '../../topology/types.ts';
import { batch } from '../commands/ip.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { PlanFile } from '../plan-file.ts';
import { ikeFolder, viciSocket } from './charon-paths.ts';
import type { ServiceKind } from './service-kind.ts';

/** One charon, strongSwan's IKE daemon. */
export interface CharonPlan {
  readonly kind: 'charon';
  /** Name of the daemon inside its node. */
  readonly name: string;
  readonly connections: readonly IkeConnection[];
  /** UDP port of IKE. */
  readonly port: number;
  /** UDP port of IKE and ESP behind a NAT. */
  readonly portNatT: number;
  /** The TUN that the daemon opens: its new name and its `ip` commands. Null where the kernel does ESP. */
  readonly tun: { readonly name: string; readonly commands: readonly IpCommand[] } | null;
  readonly timers: TimerProfile;
}

/** The files under /etc/s2s/ike that s2s-ike reads (images/vpn). */
export const charon: ServiceKind<CharonPlan> = {
  program: 's2s-ike',
  files({ name, connections, port, portNatT, tun, timers }) {
    const folder = ikeFolder(name);
    const { retransmit } = TIMERS[timers];
    const files: PlanFile[] = [
      {
        path: `${folder}/strongswan.conf`,
        content: renderStrongswanConf({
          dataplane: tun === null ? 'kernel' : 'userspace',
          ...(retransmit === null ? {} : { retransmit }),
          viciSocket: viciSocket(name),
          port,
          portNatT,
        }),
      },
      { path: `${folder}/swanctl.conf`, content: renderSwanctl(connections) },
      ...connections.map((connection) => ({
        path: `${folder}/secrets/${connection.name}`,
        content: renderSecret(connection),
      })),
    ];
    if (tun !== null) {
      files.push({ path: `${folder}/tun`, content: `${tun.name}\n` });
      files.push({ path: `${folder}/tun.ip`, content: batch(tun.commands) });
    }
    if (connections.some(initiates)) files.push({ path: `${folder}/initiator`, content: 'yes\n' });
    return files;
  },
};

/** Whether a service is a charon. */
export function isCharon(service: { readonly kind: string }): service is CharonPlan {
  return service.kind === 'charon';
}
