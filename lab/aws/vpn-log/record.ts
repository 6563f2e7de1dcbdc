/*
 * Site-to-Site VPN logs: names and messages of AWS S2S VPN user guide, "Contents of Site-to-Site VPN logs".
 */

/** State of one phase of a tunnel. */
export type PhaseState = 'Established' | 'Rekeying' | 'Negotiating' | 'Down';

/** A record of the tunnel activity log, with the names that it has in JSON. */
export interface ActivityRecord {
  /** VpnLogCreationTimestamp: milliseconds since 1970. */
  readonly event_timestamp: number;
  /** VpnLogCreationTimestampReadable, in UTC. */
  readonly timestamp: string;
  /** TunnelDPDEnabled. */
  readonly dpd_enabled: boolean;
  /** TunnelCGWNATTDetectionStatus. */
  readonly nat_t_detected: boolean;
  /** TunnelIKEPhase1State. */
  readonly ike_phase1_state: PhaseState;
  /** TunnelIKEPhase2State. */
  readonly ike_phase2_state: PhaseState;
  /** VpnLogDetail. */
  readonly details: string;
}

/** What a route of a RouteStatus record has; a withdrawn one has its prefix alone. */
export interface RouteMessage {
  readonly prefix: string;
  readonly asPath?: string;
  readonly localPref?: number;
  readonly med?: number;
  readonly nextHopIp?: string;
}

/** A record of the tunnel BGP log. */
export interface BgpRecord {
  /** Connection and outside address of the tunnel, e.g. `vpn_43.200.198.51`. */
  readonly resource_id: string;
  readonly event_timestamp: number;
  readonly timestamp: string;
  readonly type: 'BGPStatus' | 'RouteStatus';
  readonly status: 'UP' | 'DOWN' | 'ADVERTISED' | 'UPDATED' | 'WITHDRAWN';
  readonly message: { readonly details: string } | RouteMessage;
}

/** A record of either log of a tunnel. */
export type VpnLogRecord = ActivityRecord | BgpRecord;

/** Both times of a record, of a time as in RFC 3339. */
export function recordTimes(time: string): { event_timestamp: number; timestamp: string } {
  const date = new Date(time);
  return { event_timestamp: date.getTime(), timestamp: date.toISOString().replace('T', ' ') };
}
