import * as z from 'zod';
import type { DataplaneName } from '../../plan/types.ts';
import { MSS_TABLE } from '../../plan/nodes/onprem-router.ts';
import type { Router } from '../../topology/types.ts';
import { faultKind } from '../fault.ts';
import type { Deed } from '../fault.ts';
import { nft } from '../../plan/commands/nft.ts';
import { tunnelInterfaces } from '../../topology/graph/tunnels.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { requireLabConfigured } from '../own-router.ts';
import { ROUTER } from '../router.ts';

/**
 * Reboots an on-premises router. With `persistent` everything is written down somewhere, and comes back by itself. With
 * `runtime-only` the router was set up as the walk-through types it, without rc.local: ipsec.conf and sysctl.conf are
 * files and stay; the tunnel interfaces, their addresses and sysctls, the routes into them and the MSS clamp are gone.
 * IKE comes up all the same, and every tunnel is ESTABLISHED and carries nothing.
 */
export const rebootRouter = faultKind({
  summary: 'reboot an on-premises router, which forgets what was only typed in if told so',
  parameters: z.strictObject({
    router: ROUTER,
    configuration: z
      .enum(['persistent', 'runtime-only'])
      .default('persistent')
      .describe(
        'persistent: all of it is in files; runtime-only: interfaces, routes and MSS clamp were typed',
      ),
  }),
  plan(planned, { router: name, configuration }) {
    const { router } = gatewayOfRouter(planned.definition, name);
    const reboot: Deed = { node: name, container: 'restart' };
    if (router.own !== null) {
      if (configuration !== 'persistent') {
        requireLabConfigured(
          router,
          'leave the configuration out: it forgets what its files do not bring back',
        );
      }
      return { text: `${name} was rebooted: it has what its files bring back`, apply: [reboot], undo: [] };
    }
    if (configuration === 'persistent') {
      return { text: `${name} was rebooted; everything came back by itself`, apply: [reboot], undo: [] };
    }
    return {
      text: `${name} was rebooted; its tunnel interfaces, their routes and the MSS clamp were typed by hand and are gone`,
      apply: [reboot, { node: name, run: forget(router, planned.plan.dataplane) }],
      undo: [reboot],
    };
  },
});

/** On the userspace data plane the interface is charon's own TUN, and stays without its address. */
function forget(router: Router, dataplane: DataplaneName): string {
  return [
    ...tunnelInterfaces(router).map((name) =>
      dataplane === 'kernel'
        ? `ip link del dev ${name}`
        : `ip address flush dev ${name} && ip link set dev ${name} down`,
    ),
    ...(router.clampMss ? [nft([`delete table ip ${MSS_TABLE}`])] : []),
  ].join(' &&\n');
}
