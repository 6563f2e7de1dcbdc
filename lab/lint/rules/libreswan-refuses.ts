import { libreswanRefusals } from '../../topology/router-config/libreswan-refusals.ts';
import type { LintRule } from '../finding.ts';

export const libreswanRefuses: LintRule = {
  name: 'libreswan-refuses',
  severity: 'error',
  why: "AWS's Openswan configuration is for versions that its successor has left behind.",
  source: 'libreswan 5.2, ipsec.conf(5) and what pluto says when it loads such a conn',
  check: ({ daemon, conns, setup }) =>
    daemon !== 'libreswan'
      ? []
      : conns.flatMap((conn) =>
          libreswanRefusals(conn, setup).map(({ setting: { file, line }, isFatal, why, hint }) => ({
            ...{ file, line, what: `${conn.name}: ${why}`, hint },
            severity: isFatal ? ('error' as const) : ('info' as const),
          })),
        ),
};
