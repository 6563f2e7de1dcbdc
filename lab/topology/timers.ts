import { TUNNEL_OPTION_DEFAULTS } from './objects/vpn-connection/tunnel-options.ts';
import type { TimerProfile } from './types.ts';

interface DpdTimers {
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
}

/**
 * AWS's proportion of 10 s to 30 s. strongSwan counts whole seconds, from the last sign of life, so that the answer to a
 * probe has timeout less delay to come: with 1 s and 1 s nothing, and idle tunnels are taken for dead one after the other.
 */
const FAST: DpdTimers = { dpdDelaySeconds: 1, dpdTimeoutSeconds: 3 };

/** Retransmission of IKE messages: after how long, times what each time, how often. */
interface RetransmitTimers {
  readonly timeoutSeconds: number;
  readonly base: number;
  readonly tries: number;
}

/** A BGP session: how long without a message until it is down, how often one is sent, how often a connection is tried. */
export interface BgpTimers {
  readonly holdSeconds: number;
  readonly keepaliveSeconds: number;
  readonly connectRetrySeconds: number;
}

interface ProfileTimers {
  /** DPD at the AWS end of a tunnel and at the router, where the lab file sets none. */
  readonly tunnel: DpdTimers;
  readonly router: DpdTimers;
  /** Null leaves strongSwan its own: the first again after 4 s, given up after 165 s. */
  readonly retransmit: RetransmitTimers | null;
  /** BGP at both ends. AWS has 30 s and 10 s (its sample configurations), and says nothing of connecting again. */
  readonly bgp: BgpTimers;
  /** BGP over Direct Connect: hold 90 s and keepalive 30 s (AWS Direct Connect user guide, Virtual interfaces). */
  readonly directConnect: BgpTimers;
  /** How often the router that has a virtual address says so; after three times without a word another takes it. */
  readonly vrrpAdvertisementSeconds: number;
}

/** The timers of each profile. `aws` has AWS's own on one side and those of AWS's strongSwan sample on the other. */
export const TIMERS: Readonly<Record<TimerProfile, ProfileTimers>> = {
  aws: {
    tunnel: TUNNEL_OPTION_DEFAULTS,
    router: { dpdDelaySeconds: 10, dpdTimeoutSeconds: 30 },
    retransmit: null,
    bgp: { holdSeconds: 30, keepaliveSeconds: 10, connectRetrySeconds: 5 },
    directConnect: { holdSeconds: 90, keepaliveSeconds: 30, connectRetrySeconds: 5 },
    // RFC 9568's own.
    vrrpAdvertisementSeconds: 1,
  },
  // The first again after 0.1 s, given up after 7.5 s.
  fast: {
    tunnel: FAST,
    router: FAST,
    retransmit: { timeoutSeconds: 0.1, base: 1.5, tries: 8 },
    bgp: { holdSeconds: 3, keepaliveSeconds: 1, connectRetrySeconds: 1 },
    // Three times that of a VPN, as with AWS's own.
    directConnect: { holdSeconds: 9, keepaliveSeconds: 3, connectRetrySeconds: 1 },
    vrrpAdvertisementSeconds: 0.5,
  },
};
