import type { LintRule } from '../finding.ts';
import { hasUpdown, isRouteBased } from '../linted-router.ts';

export const installRoutes: LintRule = {
  name: 'install-routes',
  severity: 'warning',
  why: 'With install_routes charon puts a route for each CHILD_SA of 0.0.0.0/0 into table 220, which comes before the routes into the tunnel interfaces.',
  source: 'strongSwan documentation, Route-based VPN; strongswan.conf(5), charon.install_routes',
  check: ({ conns, texts, daemon }) => {
    const conn = conns.find((each) => isRouteBased(each) && each.ifIdOut === null);
    const isOff = texts.some(
      ({ text }) =>
        /^[^#\n]*install_routes\s*=\s*(no|0|false)/m.test(text) || /sed .*install_routes = no/.test(text),
    );
    if (daemon !== 'strongswan' || conn === undefined || isOff) return [];
    return [
      {
        file: conn.file,
        line: conn.line,
        what: `${conn.name} has a mark, and nothing switches install_routes off`,
        hint: 'write install_routes = no into the section charon of /etc/strongswan.d/charon.conf',
        ...(hasUpdown(conn) ? { severity: 'info' as const } : {}),
      },
    ];
  },
};
