import { TUNNEL_OPTION_DEFAULTS } from './tunnel-options.ts';
import type { TimerProfile } from './types.ts';

interface DpdTimers {
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
}

const FAST: DpdTimers = { dpdDelaySeconds: 1, dpdTimeoutSeconds: 3 };

/**
 * DPD timers of each profile, for the AWS end of a tunnel and for the router, where the lab file sets none.
 * `aws` is AWS's own on one side and AWS's strongSwan sample on the other. `fast` changes nothing else.
 */
export const TIMERS: Readonly<
  Record<TimerProfile, { readonly tunnel: DpdTimers; readonly router: DpdTimers }>
> = {
  aws: { tunnel: TUNNEL_OPTION_DEFAULTS, router: { dpdDelaySeconds: 10, dpdTimeoutSeconds: 30 } },
  fast: { tunnel: FAST, router: FAST },
};
