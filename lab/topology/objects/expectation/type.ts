import type { IpVersion } from '../ip-version.ts';

/**
 * Who must reach whom, or must not: what a lab is for, in the words of who answers for it. It configures nothing; `s2s check`
 * holds a lab against it.
 */
export interface Expectation {
  /** Names of hosts, subnets, VPCs and customer gateways, and CIDR blocks: every host among them. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Whether they are to be answered. */
  readonly reachable: boolean;
  /** The IP version that it is about; null: each that both hosts of a pair have an address of. */
  readonly ipVersion: IpVersion | null;
  /** A port in place of a ping; one of the two at most. */
  readonly tcpPort: number | null;
  readonly udpPort: number | null;
  /** Tunnel that has to carry the packets, both ways; null: any. */
  readonly via: string | null;
  /** A fault during which it has to be so; null: without one. */
  readonly during: ExpectedFault | null;
  /** The longest time without an answer when the fault begins, in milliseconds; null: any. */
  readonly maxOutageMs: number | null;
}

/** A fault as `s2s fault` injects it. */
export interface ExpectedFault {
  /** Its kind, e.g. `kill-charon`. */
  readonly fault: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}
