import type { Router } from '../../topology/types.ts';
import type { ServiceKind } from './service-kind.ts';

/** IP protocol of VRRP (RFC 9568, 5.1.1.4). */
export const VRRP_PROTOCOL = 112;

/** A shell command that starts a router's keepalived, where it does not run. */
export function startKeepalived({ own }: Pick<Router, 'own'>): string {
  const start =
    own === null ? '{ s2s-keepalived start && s2s-keepalived linked 0; }' : 'systemctl restart keepalived';
  // What it says goes to the node's log: whoever gave the command is not to wait for a daemon to fall silent.
  return `pgrep -x keepalived >/dev/null || ${start} </dev/null >/proc/1/fd/1 2>&1`;
}

/** keepalived, which speaks VRRP for a router that the lab configures. */
export interface KeepalivedPlan {
  readonly kind: 'keepalived';
  readonly hostname: string;
  readonly priority: number;
  readonly advertisementSeconds: number;
  readonly instances: readonly VrrpInstance[];
}

/** A virtual address, one for each LAN. */
interface VrrpInstance {
  readonly interface: string;
  /** Its VRID: the number of the LAN, counted from 1. */
  readonly virtualRouterId: number;
  /** With prefix length. */
  readonly virtualAddress: string;
}

/** The file that s2s-keepalived starts keepalived with (images/bgp). */
export const keepalived: ServiceKind<KeepalivedPlan> = {
  program: 's2s-keepalived',
  files: (service) => [{ path: '/etc/s2s/keepalived.conf', content: renderKeepalived(service) }],
};

/** VRRP of version 3, which has advertisements more often than each second (RFC 9568). The address goes with its router, and comes back with it. */
function renderKeepalived({ hostname, priority, advertisementSeconds, instances }: KeepalivedPlan): string {
  return `global_defs {
  router_id ${hostname}
  vrrp_version 3
}
${instances.map((each) => instanceText(each, priority, advertisementSeconds)).join('')}`;
}

function instanceText(
  { interface: dev, virtualRouterId, virtualAddress }: VrrpInstance,
  priority: number,
  advertisementSeconds: number,
): string {
  return `vrrp_instance ${dev} {
  interface ${dev}
  state BACKUP
  virtual_router_id ${virtualRouterId}
  priority ${priority}
  advert_int ${advertisementSeconds}
  virtual_ipaddress {
    ${virtualAddress}
  }
}
`;
}
