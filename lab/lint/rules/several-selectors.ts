import type { LintRule } from '../finding.ts';
import { placeOf } from '../linted-router.ts';

export const severalSelectors: LintRule = {
  name: 'several-selectors',
  severity: 'warning',
  why: 'AWS has one pair of SAs for a tunnel: several selectors, or several CHILD_SAs, take it from each other or are refused.',
  source: 'AWS Site-to-Site VPN user guide, Your customer gateway device',
  check: ({ conns }) =>
    conns.flatMap((conn, at) => {
      const { name, right, leftSubnets, rightSubnets } = conn;
      const hint =
        'negotiate 0.0.0.0/0 on both sides (leftsubnet and rightsubnet, in a swanctl.conf local_ts and remote_ts), and choose with routes';
      if (leftSubnets.length > 1 || rightSubnets.length > 1) {
        const what = `${name} asks for several blocks: ${[...leftSubnets, ...rightSubnets].join(', ')}`;
        return [
          {
            ...placeOf(conn, leftSubnets.length > 1 ? 'leftsubnet' : 'rightsubnet', 'local_ts', 'remote_ts'),
            what,
            hint,
          },
        ];
      }
      const other = conns.slice(0, at).find((each) => each.right === right);
      if (right === null || other === undefined) return [];
      return [
        { file: conn.file, line: conn.line, what: `${name} and ${other.name} both go to ${right}`, hint },
      ];
    }),
};
