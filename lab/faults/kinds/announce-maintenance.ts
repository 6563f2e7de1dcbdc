import * as z from 'zod';
import { LOWER_MED, otherSessions, sessionNamed, withConstant } from '../bgp.ts';
import { faultKind } from '../fault.ts';
import { TUNNEL } from '../vpn-objects.ts';

/**
 * Before AWS updates the endpoint of a tunnel, it advertises a lower MED over the other tunnel, and prefers that itself among paths of one
 * length (AWS S2S VPN user guide, Route tunnel updates): who has equal weights and LOCAL_PREF on both tunnels, and prepends nothing,
 * loses nothing when the endpoint goes (`replace-endpoint`).
 */
export const announceMaintenance = faultKind({
  summary: 'have AWS lead traffic away from a tunnel by MED, as before it updates its endpoint',
  parameters: z.strictObject({ tunnel: TUNNEL }),
  plan(planned, { tunnel }) {
    const session = sessionNamed(planned, tunnel);
    const { tunnel: updated } = session;
    const names = otherSessions(planned, session);
    return {
      text: `AWS leads traffic from ${updated.name} to ${names.join(' and ')}, by a lower MED`,
      apply: [
        ...names.map((node) => withConstant(node, 'MED', LOWER_MED)),
        withConstant(updated.name, 'MED_ADDED', LOWER_MED),
      ],
      undo: [
        ...names.map((node) => withConstant(node, 'MED', null)),
        withConstant(updated.name, 'MED_ADDED', null),
      ],
    };
  },
});
