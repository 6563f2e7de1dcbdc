import type { LintRule } from '../finding.ts';
import { isRouteBased } from '../linted-router.ts';

export const disableXfrm: LintRule = {
  name: 'disable-xfrm',
  severity: 'info',
  why: 'disable_xfrm on the interface that ESP leaves by turns IPsec off for every policy-based tunnel there: its packets go out in the clear.',
  source: "Linux, ip-sysctl: disable_xfrm; AWS's strongSwan sample configuration (aws-updown.sh)",
  check: ({ sysctls, conns, devices }) => {
    const tunnels = new Set(devices.map(({ name }) => name));
    const policyBased = conns.find((conn) => !isRouteBased(conn));
    return sysctls.flatMap(({ key, value, file, line }) => {
      const [, device = ''] = /^net\.ipv4\.conf\.(.+)\.disable_xfrm$/.exec(key) ?? [];
      if (value !== '1' || device === '' || tunnels.has(device)) return [];
      return [
        {
          file,
          line,
          what:
            policyBased === undefined
              ? `IPsec is off on ${device}: a policy-based tunnel that comes later sends in the clear`
              : `IPsec is off on ${device}, and ${policyBased.name} is policy-based: it sends in the clear`,
          hint: `leave it out, or set net.ipv4.conf.${device}.disable_xfrm=0`,
          ...(policyBased === undefined ? {} : { severity: 'error' as const }),
        },
      ];
    });
  },
};
