import type { LintRule } from '../finding.ts';
import { isOfSwanctl, write } from '../linted-router.ts';

export const uniqueIds: LintRule = {
  name: 'unique-ids',
  severity: 'warning',
  why: 'With uniqueids a connection replaces another one with the same two identities: the second tunnel takes the first one away.',
  source: "ipsec.conf(5), uniqueids; AWS's strongSwan sample configuration",
  check: ({ conns, setup, daemon }) => {
    if (daemon !== 'strongswan') return [];
    return conns.flatMap((conn, at) => {
      const { name, leftId, rightId, right, file, line } = conn;
      const value = isOfSwanctl(conn)
        ? (conn.settings.get('unique')?.value ?? 'no')
        : (setup.get('uniqueids')?.value ?? 'yes');
      if (['no', 'never'].includes(value)) return [];
      const other = conns
        .slice(0, at)
        .find(
          (each) =>
            each.leftId === leftId && rightId !== null && each.rightId === rightId && each.right !== right,
        );
      if (other === undefined) return [];
      const what = `${name} and ${other.name} have the same leftid and rightid, and ${isOfSwanctl(conn) ? 'unique' : 'uniqueids'}=${value}`;
      return [
        {
          file,
          line,
          what,
          hint: write(conn, 'uniqueids=no into config setup, or leave rightid out', 'unique = never'),
        },
      ];
    });
  },
};
