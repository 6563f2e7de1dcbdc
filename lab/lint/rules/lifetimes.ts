import type { LintRule } from '../finding.ts';
import { placeOf } from '../linted-router.ts';

const MOST = { ike: 28_800, esp: 3_600 } as const;

export const lifetimes: LintRule = {
  name: 'lifetimes',
  severity: 'warning',
  why: 'AWS ends an IKE_SA after 28800 s and a CHILD_SA after 3600 s at the latest, and an end that counts on more may be cut off.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  check: ({ conns }) =>
    conns.flatMap((conn) => [
      ...(conn.ikeLifetimeSeconds > MOST.ike && hasAny(conn.settings, 'ikelifetime', 'rekey_time')
        ? [
            {
              ...placeOf(conn, 'ikelifetime', 'rekey_time'),
              what: `${conn.name} keeps its IKE_SA for ${conn.ikeLifetimeSeconds} s`,
              hint: 'write ikelifetime=8h',
            },
          ]
        : []),
      ...(conn.lifetimeSeconds > MOST.esp && hasAny(conn.settings, 'lifetime', 'keylife', 'salifetime')
        ? [
            {
              ...placeOf(conn, 'lifetime', 'keylife', 'salifetime'),
              what: `${conn.name} keeps its CHILD_SA for ${conn.lifetimeSeconds} s`,
              hint: 'write lifetime=1h',
            },
          ]
        : []),
    ]),
};

const hasAny = (settings: ReadonlyMap<string, unknown>, ...keys: readonly string[]): boolean =>
  keys.some((key) => settings.has(key));
