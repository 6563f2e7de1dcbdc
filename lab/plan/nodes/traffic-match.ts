import type { Traffic } from '../../topology/types.ts';

/** What nft knows by what a rule is for, e.g. ` tcp dport 443-443`; empty for everything. */
export function trafficMatch({ protocol, ports, icmpTypeCode }: Traffic): string {
  if (protocol === 'all') return '';
  if (ports !== null) return ` ${protocol} dport ${ports.from}-${ports.to}`;
  const { type = -1, code = -1 } = icmpTypeCode ?? {};
  if (type === -1) return ` meta l4proto ${protocol}`;
  return ` icmp type ${type}${code === -1 ? '' : ` icmp code ${code}`}`;
}
