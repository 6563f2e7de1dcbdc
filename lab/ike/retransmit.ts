import type { TimerProfile, TunnelOptions } from '../topology/types.ts';

/** When an IKE message without an answer is sent again: after how long, times what each time, how often. */
export interface Retransmit {
  readonly timeoutSeconds: number;
  readonly base: number;
  readonly tries: number;
}

/** strongSwan's own (strongswan.conf, charon.retransmit_*). */
export const DEFAULT_RETRANSMIT: Retransmit = { timeoutSeconds: 4, base: 1.8, tries: 5 };

/** How long an IKE message is sent again and again until its peer counts as dead: IKEv2's DPD timeout. */
export function giveUpSeconds({ timeoutSeconds, base, tries }: Retransmit = DEFAULT_RETRANSMIT): number {
  return timeoutSeconds * steps({ base, tries });
}

/** How AWS's end of a tunnel spreads what it sends again. AWS sends three in all, evenly (its sample configurations: DPD retries 3). */
const ENDPOINT_SPREAD: Readonly<Record<TimerProfile, Pick<Retransmit, 'base' | 'tries'>>> = {
  aws: { base: 1, tries: 2 },
  fast: { base: 1.5, tries: 5 },
};

/**
 * Retransmission of AWS's end of a tunnel. strongSwan's `dpd_timeout` counts for IKEv1 only; so that the DPD timeout of the
 * tunnel's options counts for IKEv2, too, a probe, which goes out after the DPD delay, is given up when the rest is over.
 */
export function endpointRetransmit(
  { dpdDelaySeconds, dpdTimeoutSeconds }: Pick<TunnelOptions, 'dpdDelaySeconds' | 'dpdTimeoutSeconds'>,
  timers: TimerProfile,
): Retransmit {
  const spread = ENDPOINT_SPREAD[timers];
  const seconds = Math.max(dpdTimeoutSeconds - dpdDelaySeconds, 1);
  return { ...spread, timeoutSeconds: Number((seconds / steps(spread)).toFixed(4)) };
}

/** The waits of a message in units of the first. */
function steps({ base, tries }: Pick<Retransmit, 'base' | 'tries'>): number {
  return Array.from({ length: tries + 1 }, (_, attempt) => base ** attempt).reduce(
    (sum, step) => sum + step,
    0,
  );
}
