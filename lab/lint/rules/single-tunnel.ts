import type { LintRule } from '../finding.ts';

export const singleTunnel: LintRule = {
  name: 'single-tunnel',
  severity: 'warning',
  why: 'AWS replaces the endpoints of a connection one at a time, and only the other tunnel carries traffic meanwhile.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel endpoint replacements',
  check: ({ conns }) => {
    const [only] = conns;
    if (only === undefined || new Set(conns.map(({ right }) => right)).size > 1) return [];
    const { file, line, name } = only;
    return [
      {
        file,
        line,
        what: `${name} is the only tunnel: when AWS replaces its endpoint nothing is left`,
        hint: "configure the connection's second tunnel, too: AWS's download has both",
      },
    ];
  },
};
