import { renderFrrConf } from '../../bgp/frr-conf.ts';
import type { RouterBgpConf } from '../../bgp/frr-conf.ts';
import type { ServiceKind } from './service-kind.ts';

/** FRR, the routing daemons of a router that the lab configures. */
export interface FrrPlan {
  readonly kind: 'frr';
  readonly configuration: RouterBgpConf;
}

/** The file that s2s-frr configures FRR with (images/bgp). */
export const frr: ServiceKind<FrrPlan> = {
  program: 's2s-frr',
  reloads: true,
  files: ({ configuration }) => [{ path: '/etc/s2s/frr.conf', content: renderFrrConf(configuration) }],
};
