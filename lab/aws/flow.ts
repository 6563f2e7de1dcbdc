import type { Lab } from '../topology/types.ts';

/** A packet's place in a flow between two hosts, as a filter sees it. */
export interface Flow {
  readonly protocol: 'icmp' | 'icmpv6' | 'tcp' | 'udp';
  /** The packet's own ports: in a reply those of its request have changed places. Null for ICMP, which has none. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** A stateful filter lets a reply pass, for it has let its request pass; a stateless one is asked for each. */
  readonly direction: 'request' | 'reply';
}

/** A flow to a port. */
export interface PortFlow extends Flow {
  readonly protocol: 'tcp' | 'udp';
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** What `ping` sends. */
export const ICMP_ECHO: Flow = {
  protocol: 'icmp',
  sourcePort: null,
  destinationPort: null,
  direction: 'request',
};

/** What `ping` sends to an IPv6 address. */
const ICMPV6_ECHO: Flow = { ...ICMP_ECHO, protocol: 'icmpv6' };

/** What `ping` sends over a lab, or over it as IPv6 sees it. */
export function echoOver({ ipVersion }: Pick<Lab, 'ipVersion'>): Flow {
  return ipVersion === 'ipv6' ? ICMPV6_ECHO : ICMP_ECHO;
}

/** A flow as it is sent over a lab: a ping of IPv4 is one of IPv6 over the lab as IPv6 sees it. */
export function flowOver(lab: Pick<Lab, 'ipVersion'>, flow: Flow): Flow {
  return flow === ICMP_ECHO ? echoOver(lab) : flow;
}

/** An ephemeral port, as Linux gives to who connects (ip-sysctl, ip_local_port_range: 32768 to 60999). */
const EPHEMERAL_PORT = 40_000;

/** What opens a TCP connection to a port. */
export function tcpTo(port: number): PortFlow {
  return { protocol: 'tcp', sourcePort: EPHEMERAL_PORT, destinationPort: port, direction: 'request' };
}

/** A UDP datagram to a port. */
export function udpTo(port: number): PortFlow {
  return { ...tcpTo(port), protocol: 'udp' };
}

/** A port that a probe is for: of one of the two protocols that have ports. */
export interface ProbedPort {
  readonly tcpPort?: number;
  readonly udpPort?: number;
}

/** What a probe of a port sends; without a port, what `ping` sends. */
export function flowTo({ tcpPort, udpPort }: ProbedPort): Flow {
  if (udpPort !== undefined) return udpTo(udpPort);
  return tcpPort === undefined ? ICMP_ECHO : tcpTo(tcpPort);
}

/** Whether it is to a port: a ping has none. */
export function isToPort(flow: Flow): flow is PortFlow {
  return flow.destinationPort !== null;
}

/** The port of a flow as titles and sentences have it, e.g. `TCP port 443`. */
export function portText({ protocol, destinationPort }: PortFlow): string {
  return `${protocol.toUpperCase()} port ${destinationPort}`;
}

/** What answers a request. */
export function replyTo({ protocol, sourcePort, destinationPort }: Flow): Flow {
  return { protocol, sourcePort: destinationPort, destinationPort: sourcePort, direction: 'reply' };
}

/** A request in words, e.g. `tcp port 443`. */
export function trafficOf({ protocol, destinationPort }: Flow): string {
  return destinationPort === null ? protocol : `${protocol} port ${destinationPort}`;
}
