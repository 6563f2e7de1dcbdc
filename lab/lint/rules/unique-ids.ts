import type { LintRule } from '../finding.ts';

export const uniqueIds: LintRule = {
  name: 'unique-ids',
  severity: 'warning',
  why: 'With uniqueids a connection replaces another one with the same two identities: the second tunnel takes the first one away.',
  source: "ipsec.conf(5), uniqueids; AWS's strongSwan sample configuration",
  check: ({ conns, setup, daemon }) => {
    const value = setup.get('uniqueids')?.value ?? 'yes';
    if (daemon !== 'strongswan' || ['no', 'never'].includes(value)) return [];
    return conns.flatMap(({ name, leftId, rightId, right, file, line }, at) => {
      const other = conns
        .slice(0, at)
        .find(
          (each) =>
            each.leftId === leftId && rightId !== null && each.rightId === rightId && each.right !== right,
        );
      if (other === undefined) return [];
      const what = `${name} and ${other.name} have the same leftid and rightid, and uniqueids=${value}`;
      return [{ file, line, what, hint: 'write uniqueids=no into config setup, or leave rightid out' }];
    });
  },
};
