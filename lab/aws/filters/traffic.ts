import type { Traffic } from '../../topology/types.ts';
import type { Flow } from '../flow.ts';

/** Types of ICMP echo (RFC 792, RFC 4443); their code is 0. */
const ECHO_TYPES = { icmp: { request: 8, reply: 0 }, icmpv6: { request: 128, reply: 129 } } as const;

/** Whether a packet of a flow is of what a rule is for. */
export function isOf({ protocol, ports, icmpTypeCode }: Traffic, flow: Flow): boolean {
  if (protocol !== 'all' && protocol !== flow.protocol) return false;
  const { destinationPort: port, direction } = flow;
  const isPort = ports === null || (port !== null && ports.from <= port && port <= ports.to);
  const { type = -1, code = -1 } = icmpTypeCode ?? {};
  const echo = ECHO_TYPES[flow.protocol === 'icmpv6' ? 'icmpv6' : 'icmp'][direction];
  return isPort && (type === -1 || type === echo) && (code === -1 || code === 0);
}
