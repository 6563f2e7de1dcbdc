import type { LintRule } from '../finding.ts';
import { placeOf } from '../linted-router.ts';

export const oneSidedProposals: LintRule = {
  name: 'one-sided-proposals',
  severity: 'error',
  why: 'Both ends need a proposal in common: for IKE, for ESP, and with a group of PFS for the CHILD_SAs that are rekeyed.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options; RFC 7296, 2.7',
  check: ({ conns, notAgreed }) =>
    notAgreed.flatMap(({ connection, code, text, hint }) =>
      conns
        .filter(({ name }) => name === connection)
        .map((conn) => ({
          ...(code === 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'
            ? placeOf(conn, 'ike', 'proposals')
            : placeOf(conn, 'esp', 'phase2alg', 'esp_proposals')),
          what: text,
          hint,
        })),
    ),
};
