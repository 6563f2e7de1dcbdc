import type { ReadConn } from '../../topology/router-config/read-conn.ts';
import type { LintRule } from '../finding.ts';

export const libreswanOverlap: LintRule = {
  name: 'libreswan-overlap',
  severity: 'warning',
  why: 'Of two connections with equal selectors libreswan installs the one that is up first, also where each has an ipsec-interface: the second tunnel never carries anything.',
  source: 'libreswan 5.2, ipsec.conf(5): overlapip',
  check: ({ daemon, conns }) =>
    conns.flatMap((conn, at) => {
      const other = conns.slice(0, at).find((each) => isInTheWay(each, conn));
      if (daemon !== 'libreswan' || other === undefined) return [];
      const { name, file, line } = conn;
      const what = `${name} and ${other.name} have the same selectors, and one of them has not got overlapip=yes`;
      return [{ file, line, what, hint: 'write overlapip=yes into both' }];
    }),
};

function isInTheWay(one: ReadConn, other: ReadConn): boolean {
  const selectors = ({ leftSubnets, rightSubnets, markOut }: ReadConn): string =>
    `${leftSubnets.join()} ${rightSubnets.join()} ${markOut}`;
  const mayOverlap = ({ settings }: ReadConn): boolean => settings.get('overlapip')?.value === 'yes';
  return one.right !== other.right && selectors(one) === selectors(other) && ![one, other].every(mayOverlap);
}
