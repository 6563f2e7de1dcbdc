import type { Lab, Traffic } from '../../topology/types.ts';

/** What nft calls the packets that a lab is about: a family of tables, and the beginning of a match of addresses. */
export function ipWord({ ipVersion }: Pick<Lab, 'ipVersion'>): 'ip' | 'ip6' {
  return ipVersion === 'ipv6' ? 'ip6' : 'ip';
}

/** What nft knows by what a rule is for, e.g. ` tcp dport 443-443`; empty for everything. */
export function trafficMatch({ protocol, ports, icmpTypeCode }: Traffic): string {
  if (protocol === 'all') return '';
  if (ports !== null) return ` ${protocol} dport ${ports.from}-${ports.to}`;
  const { type = -1, code = -1 } = icmpTypeCode ?? {};
  if (type === -1) return ` meta l4proto ${protocol}`;
  return ` ${protocol} type ${type}${code === -1 ? '' : ` ${protocol} code ${code}`}`;
}
