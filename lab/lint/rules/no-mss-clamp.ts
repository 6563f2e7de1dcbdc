import type { LintRule } from '../finding.ts';

export const noMssClamp: LintRule = {
  name: 'no-mss-clamp',
  severity: 'warning',
  why: 'AWS drops what is too large for a tunnel without a word, so TCP from AWS opens, carries small answers, and stalls with the first full segment.',
  source:
    'AWS Site-to-Site VPN user guide, Best practices for your customer gateway device; AWS Transit Gateway guide, Quotas: MTU',
  check: ({ clampsMss, conns }) => {
    // The lab's own aws-updown.sh clamps, as AWS's does.
    const isScripted = conns.some(({ updown }) => (updown ?? '').includes('aws-updown.sh'));
    const [first] = conns;
    if (clampsMss || isScripted || first === undefined) return [];
    return [
      {
        file: first.file,
        line: first.line,
        what: 'nothing clamps the MSS of what is forwarded into the tunnels',
        hint: 'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -o <tunnel interface> -j TCPMSS --clamp-mss-to-pmtu; for policy-based tunnels -m policy --pol ipsec --dir out -j TCPMSS --set-mss 1360, and the same with --dir in',
      },
    ];
  },
};
