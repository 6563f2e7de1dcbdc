import type { LintRule } from '../finding.ts';
import { isRouteBased } from '../linted-router.ts';

export const equalPolicies: LintRule = {
  name: 'equal-policies',
  severity: 'warning',
  why: 'The kernel has one policy for a pair of selectors: of two policy-based tunnels that have the same, one carries what is sent, and AWS may answer by the other.',
  source: 'AWS Site-to-Site VPN user guide, Routing options; ip-xfrm(8)',
  check: ({ conns }) =>
    conns.flatMap((conn, at) => {
      const key = ({ leftSubnets, rightSubnets }: typeof conn): string =>
        `${leftSubnets.join()} ${rightSubnets.join()}`;
      const other = conns
        .slice(0, at)
        .find(
          (each) => ![each, conn].some(isRouteBased) && each.right !== conn.right && key(each) === key(conn),
        );
      if (other === undefined) return [];
      const { name, file, line } = conn;
      const what = `${name} and ${other.name} have the same selectors and no mark`;
      return [
        { file, line, what, hint: 'give each a mark (or if_id) and an interface of its own, and route' },
      ];
    }),
};
