import { TUNNEL_OPTION_DEFAULTS } from './tunnel-options.ts';
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
