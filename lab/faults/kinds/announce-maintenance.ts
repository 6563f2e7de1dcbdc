import { z } from 'zod';
import { bgpTunnels } from '../../topology/graph/bgp.ts';
import { sessionNamed } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import type { Deed } from '../fault.ts';
import { TUNNEL } from '../vpn-objects.ts';

/** Lower than that of every tunnel; AWS documents no number. */
const LOWER_MED = 50;

/**
 * Before AWS updates the endpoint of a tunnel, it advertises a lower MED over the other tunnel, and prefers that itself among paths of one
 * length (AWS S2S VPN user guide, Route tunnel updates): who has equal weights and LOCAL_PREF on both tunnels, and prepends nothing,
 * loses nothing when the endpoint goes (`replace-endpoint`).
 */
export const announceMaintenance = faultKind({
  summary: 'have AWS lead traffic away from a tunnel by MED, as before it updates its endpoint',
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const { tunnel: updated, vpnConnection } = sessionNamed(planned, tunnel);
    const others = bgpTunnels(planned.definition).filter(
      (each) => each.vpnConnection.name === vpnConnection.name && each.tunnel.name !== updated.name,
    );
    const names = others.map((each) => each.tunnel.name);
    return {
      text: `AWS leads traffic from ${updated.name} to ${names.join(' and ')}, by a lower MED`,
      apply: [
        ...names.map((node) => defined(node, 'MED', LOWER_MED)),
        defined(updated.name, 'MED_ADDED', LOWER_MED),
      ],
      undo: [...names.map((node) => defined(node, 'MED', null)), defined(updated.name, 'MED_ADDED', null)],
    };
  },
});

/** Defines a constant of an endpoint's BIRD otherwise, or as its own file has it. */
function defined(node: string, constant: string, value: number | null): Deed {
  const file = '/etc/s2s/bird.conf';
  const changed = '/run/bird/maintenance.conf';
  const run =
    value === null
      ? 'birdc configure'
      : `sed 's/^define ${constant} = .*/define ${constant} = ${value};/' ${file} >${changed} && birdc 'configure "${changed}"'`;
  return { node, run };
}
