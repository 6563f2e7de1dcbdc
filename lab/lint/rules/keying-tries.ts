import type { LintRule } from '../finding.ts';
import { isOfSwanctl, placeOf, write } from '../linted-router.ts';

const FOR_EVER = new Set(['%forever', '0']);

export const keyingTries: LintRule = {
  name: 'keying-tries',
  severity: 'warning',
  why: 'A router that gives up after some tries stays down when the outage was longer, until somebody initiates the tunnel.',
  source: "ipsec.conf(5), keyingtries; AWS's strongSwan sample configuration",
  check: ({ conns, daemon }) =>
    conns.flatMap((conn) => {
      const tries = conn.settings.get('keyingtries');
      if (tries === undefined ? daemon === 'libreswan' : FOR_EVER.has(tries.value)) return [];
      const what =
        tries === undefined
          ? `${conn.name} gives up after ${isOfSwanctl(conn) ? 1 : 3} tries, strongSwan's default`
          : `${conn.name} gives up after ${tries.value} tries`;
      return [
        {
          ...placeOf(conn, 'keyingtries'),
          what,
          hint: write(conn, 'keyingtries=%forever', 'keyingtries = 0'),
        },
      ];
    }),
};
