import type { Found, LintRule } from '../finding.ts';
import type { LintedRouter } from '../linted-router.ts';
import { hasUpdown, placeOf } from '../linted-router.ts';

export const deviceWithoutConn: LintRule = {
  name: 'device-without-conn',
  severity: 'error',
  why: 'A VTI takes the policies of the mark that is its key, an XFRM interface those of its if_id: with another number the tunnel is up and carries nothing.',
  source: 'strongSwan documentation, Route-based VPN',
  check,
};

function check({ devices, conns }: LintedRouter): Found[] {
  const made = devices.filter(({ id }) => id !== null);
  const idOf = (conn: (typeof conns)[number], kind: 'vti' | 'xfrm'): number | null =>
    kind === 'vti' ? conn.markOut : conn.ifIdOut;
  const lonely = made
    .filter(({ kind, id }) => !conns.some((conn) => idOf(conn, kind) === id))
    .map(({ name, kind, id, file, line }) => {
      const [number, setting] = kind === 'vti' ? ['key', 'mark'] : ['if_id', 'if_id_in and if_id_out'];
      const what = `no connection has ${setting} ${id}, the ${number} of ${name}`;
      return {
        file,
        line,
        what,
        hint: `give ${name} the ${number} of its connection, or the connection ${setting} ${id}`,
      };
    });
  // Devices of units that other files make cannot be seen: only where commands make some is one missing.
  const unserved =
    made.length === 0 || lonely.length > 0
      ? []
      : conns
          .filter(
            (conn) =>
              conn.markOut !== null &&
              !hasUpdown(conn) &&
              !made.some(({ kind, id }) => kind === 'vti' && id === conn.markOut),
          )
          .map((conn) => ({
            ...placeOf(conn, 'mark', 'mark_out'),
            what: `no tunnel interface has key ${conn.markOut}, the mark of ${conn.name}`,
            hint: `ip link add … type vti … key ${conn.markOut}`,
          }));
  return [...lonely, ...unserved];
}
