import type { IkeConnection } from '../../ike/connection.ts';
import { initiates } from '../../ike/connection.ts';
import { renderStrongswanConf } from '../../ike/strongswan-conf.ts';
import { renderSecret, renderSwanctl } from '../../ike/swanctl.ts';
import type { Retransmit } from '../../ike/retransmit.ts';
import type { PlanFile } from '../plan-file.ts';
import { ikeFolder, viciSocket } from './charon-paths.ts';
import { ESP_IN_USER_SPACE } from './esp-in-user-space.ts';
import type { ServiceKind } from './service-kind.ts';

/** One charon, strongSwan's IKE daemon. */
export interface CharonPlan {
  readonly kind: 'charon';
  /** Name of the daemon inside its node. */
  readonly name: string;
  readonly connections: readonly IkeConnection[];
  /** Whether it does ESP itself: the kernel does not. */
  readonly hasEsp: boolean;
  /** Null: strongSwan's own. */
  readonly retransmit: Retransmit | null;
}

/** The files under /etc/s2s/ike that s2s-ike reads (images/vpn). */
export const charon: ServiceKind<CharonPlan> = {
  program: 's2s-ike',
  files({ name, connections, hasEsp, retransmit }) {
    const folder = ikeFolder(name);
    const files: PlanFile[] = [
      {
        path: `${folder}/strongswan.conf`,
        content: renderStrongswanConf({ retransmit, viciSocket: viciSocket(name) }),
      },
      { path: `${folder}/swanctl.conf`, content: renderSwanctl(connections) },
      ...connections.map((connection) => ({
        path: `${folder}/secrets/${connection.name}`,
        content: renderSecret(connection),
      })),
    ];
    if (hasEsp) files.push(ESP_IN_USER_SPACE);
    if (connections.some(initiates)) files.push({ path: `${folder}/initiator`, content: 'yes\n' });
    return files;
  },
};

/** Whether a service is a charon. */
export function isCharon(service: { readonly kind: string }): service is CharonPlan {
  return service.kind === 'charon';
}
