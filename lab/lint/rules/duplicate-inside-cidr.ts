import type { LintRule } from '../finding.ts';

export const duplicateInsideCidr: LintRule = {
  name: 'duplicate-inside-cidr',
  severity: 'error',
  why: 'Two tunnel interfaces with addresses of one /30 have the same connected route, and one of them gets nothing.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  check: ({ addresses }) =>
    addresses.flatMap(({ device, block, file, line }, at) => {
      const other = addresses.slice(0, at).find((each) => each.block === block && each.device !== device);
      if (other === undefined || !block.startsWith('169.254.')) return [];
      const what = `${device} has an address of ${block}, as ${other.device} has`;
      return [
        { file, line, what, hint: 'give every tunnel an inside CIDR of its own (EC2 API: TunnelInsideCidr)' },
      ];
    }),
};
