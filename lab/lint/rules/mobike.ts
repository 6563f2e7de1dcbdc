import type { LintRule } from '../finding.ts';
import { isRouteBased, placeOf, write } from '../linted-router.ts';

const OFF = new Set(['no', 'false', '0']);

export const mobike: LintRule = {
  name: 'mobike',
  severity: 'info',
  why: 'Where both ends know MOBIKE, charon may move an IKE_SA onto the tunnel interface.',
  source: 'strongSwan issue 299; ipsec.conf(5), mobike',
  check: ({ conns, daemon }) =>
    conns
      .filter(
        (conn) =>
          daemon === 'strongswan' &&
          conn.keyExchange === 'ikev2' &&
          isRouteBased(conn) &&
          !OFF.has(conn.settings.get('mobike')?.value ?? ''),
      )
      .map((conn) => ({
        ...placeOf(conn, 'mobike', 'keyexchange', 'version'),
        what: `${conn.name} leaves MOBIKE on`,
        hint: write(conn, 'mobike=no', 'mobike = no'),
      })),
};
