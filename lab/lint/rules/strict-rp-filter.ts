import type { LintRule } from '../finding.ts';

export const strictRpFilter: LintRule = {
  name: 'strict-rp-filter',
  severity: 'warning',
  why: 'AWS may answer by the other tunnel than the router sends by, and a strict reverse path filter drops such answers.',
  source: 'AWS Site-to-Site VPN user guide, Routing options; Linux, ip-sysctl: rp_filter',
  check: ({ sysctls, devices }) => {
    const tunnels = devices.map(({ name }) => name);
    const valueOf = (of: string): string | undefined =>
      sysctls.findLast(({ key }) => key === `net.ipv4.conf.${of}.rp_filter`)?.value;
    // The kernel takes the greater of `all` and the interface's own: with 2 on each tunnel, 1 elsewhere does no harm.
    const areLoose = tunnels.length > 0 && tunnels.every((name) => valueOf(name) === '2');
    return sysctls
      .filter(({ key, value }) => {
        const [, of = ''] = /^net\.ipv4\.conf\.(.+)\.rp_filter$/.exec(key) ?? [];
        if (value !== '1') return false;
        return (
          tunnels.includes(of) || (['all', 'default'].includes(of) && !areLoose && valueOf('all') !== '2')
        );
      })
      .map(({ file, line, key }) => ({
        file,
        line,
        what: `${key}=1 drops what AWS answers by the other tunnel`,
        hint: `write 2, loose, on each tunnel interface: net.ipv4.conf.${tunnels[0] ?? 'Tunnel1'}.rp_filter=2`,
      }));
  },
};
