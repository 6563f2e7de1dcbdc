import type { LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

const GROUP = /^(modp|ecp|curve|x25519|x448)/;

export const noPfs: LintRule = {
  name: 'no-pfs',
  severity: 'warning',
  why: 'AWS wants a Diffie-Hellman group in phase 2. With IKEv2 the first CHILD_SA does without one, so the tunnel comes up and fails when it is rekeyed, within the hour; with IKEv1 it does not come up.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options; swanctl.conf(5), esp_proposals',
  check: ({ conns, daemon }) =>
    conns.flatMap((conn) => {
      const { espProposals, keyExchange, name, settings } = conn;
      const lacking = espProposals.filter((each) => !each.split('-').some((word) => GROUP.test(word)));
      // libreswan's pfs=yes takes the group of phase 1 where the proposal has none.
      const isImplied = daemon === 'libreswan' && settings.get('pfs')?.value !== 'no';
      if (lacking.length === 0 || lacking.length < espProposals.length || isImplied) return [];
      return [
        {
          ...placeOf(conn, 'esp', 'esp_proposals', 'phase2alg'),
          what: `${name} has no group in phase 2: ${lacking.join(', ')}`,
          hint: write(conn, `esp=${lacking[0]!}-modp2048`, `esp_proposals = ${lacking[0]!}-modp2048`),
          ...(keyExchange === 'ikev1' ? { severity: 'error' as const } : {}),
        },
      ];
    }),
};
