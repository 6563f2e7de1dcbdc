import type { Observation } from './observation.ts';
import type { Passages, Trace } from './trace.ts';

/** What is sent from one host to another: echo requests of 84 bytes, unless told otherwise. */
export interface ExplainOptions {
  /** Size of the whole IP packet of an echo request, which nobody may fragment then. */
  readonly sizeBytes?: number;
  /** Between the IPv6 addresses of the two; so it is of a lab as IPv6 sees it. */
  readonly ipv6?: true;
  /** A TCP connection to this port in place of echo requests. */
  readonly tcpPort?: number;
  /** A UDP datagram to this port in place of echo requests. */
  readonly udpPort?: number;
}

/** All that was seen of a probe: with the lab, what a diagnosis is made from. Plain JSON, so that it can be made later. */
export interface Recording {
  readonly from: string;
  readonly to: string;
  readonly options: ExplainOptions;
  /** The state of the nodes right after the probe. */
  readonly observation: Observation;
  /** Null if nothing was sent: the way is reckoned from the nodes' state then. */
  readonly trace: Trace | null;
  /** What was seen of IKE's test messages, for each tunnel that they were sent for: by tries. */
  readonly ikeMessages: Readonly<Record<string, readonly Passages[]>>;
}
