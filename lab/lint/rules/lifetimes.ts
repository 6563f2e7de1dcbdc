import type { LintRule } from '../finding.ts';
import { isOfSwanctl, placeOf, settingOf, write } from '../linted-router.ts';

const MOST = { ike: 28_800, esp: 3_600 } as const;

export const lifetimes: LintRule = {
  name: 'lifetimes',
  severity: 'warning',
  why: 'AWS ends an IKE_SA after 28800 s and a CHILD_SA after 3600 s at the latest, and an end that counts on more may be cut off.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  check: ({ conns }) =>
    conns.flatMap((conn) => {
      // What a swanctl.conf leaves out is a tenth more than when the SA is renewed: too little to matter.
      const childSeconds = isOfSwanctl(conn)
        ? conn.lifetimeSeconds - conn.marginSeconds
        : conn.lifetimeSeconds;
      const childKeys = ['lifetime', 'keylife', 'salifetime', 'life_time', 'child.rekey_time'];
      return [
        ...(conn.ikeLifetimeSeconds > MOST.ike && settingOf(conn, 'ikelifetime', 'rekey_time') !== undefined
          ? [
              {
                ...placeOf(conn, 'ikelifetime', 'rekey_time'),
                what: `${conn.name} keeps its IKE_SA for ${conn.ikeLifetimeSeconds} s`,
                hint: write(conn, 'ikelifetime=8h', 'rekey_time = 7h'),
              },
            ]
          : []),
        ...(childSeconds > MOST.esp && settingOf(conn, ...childKeys) !== undefined
          ? [
              {
                ...placeOf(conn, ...childKeys),
                what: `${conn.name} keeps its CHILD_SA for ${childSeconds} s`,
                hint: write(conn, 'lifetime=1h', 'rekey_time = 50m into the child'),
              },
            ]
          : []),
      ];
    }),
};
