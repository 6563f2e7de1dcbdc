import type { LintRule } from '../finding.ts';
import { isOfSwanctl, placeOf, settingOf } from '../linted-router.ts';

export const staysDown: LintRule = {
  name: 'stays-down',
  severity: 'warning',
  why: 'AWS takes leave with a DELETE when it replaces an endpoint, and then waits: strongSwan with auto=start does not begin again by itself.',
  source:
    'AWS Site-to-Site VPN user guide, Tunnel initiation options; swanctl.conf(5), start_action and close_action',
  check: ({ conns, daemon }) =>
    conns.flatMap((conn) => {
      const action = settingOf(conn, 'closeaction', 'close_action');
      if (
        daemon !== 'strongswan' ||
        conn.auto !== 'start' ||
        (action !== undefined && !['none', 'clear'].includes(action.value))
      )
        return [];
      return [
        {
          ...placeOf(conn, 'auto', 'start_action'),
          what: `${conn.name} stays down after AWS has closed it, until somebody initiates it`,
          hint: isOfSwanctl(conn)
            ? `have AWS initiate (startup action start, IKEv2), or let a monitor run swanctl --initiate --child ${conn.child}; for a policy-based tunnel start_action = trap`
            : `have AWS initiate (startup action start, IKEv2), or let a monitor run ipsec up ${conn.name}; for a policy-based tunnel auto=route`,
        },
      ];
    }),
};
