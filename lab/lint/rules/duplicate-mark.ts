import type { LintRule } from '../finding.ts';
import { placeOf } from '../linted-router.ts';

export const duplicateMark: LintRule = {
  name: 'duplicate-mark',
  severity: 'error',
  why: 'A mark or if_id tells the tunnels of a router apart: with the same one the policies of two connections are the same.',
  source: 'ipsec.conf(5), mark; strongSwan documentation, Route-based VPN',
  check: ({ conns }) =>
    conns.flatMap((conn, at) => {
      const other = conns
        .slice(0, at)
        .find(
          (each) =>
            each.right !== conn.right &&
            ((conn.markOut !== null && each.markOut === conn.markOut) ||
              (conn.ifIdOut !== null && each.ifIdOut === conn.ifIdOut)),
        );
      if (other === undefined) return [];
      const id = conn.markOut === null ? `if_id ${conn.ifIdOut}` : `mark ${conn.markOut}`;
      return [
        {
          ...placeOf(conn, 'mark', 'mark_out', 'if_id_out', 'if_id'),
          what: `${conn.name} has the ${id} of ${other.name}`,
          hint: 'give each tunnel a number of its own, and its interface the same as key',
        },
      ];
    }),
};
