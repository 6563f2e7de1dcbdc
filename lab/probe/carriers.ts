import type { StartedLab } from '../engine/started-lab.ts';
import { tunnelStates } from './tunnels.ts';
import type { TunnelState } from './tunnels.ts';

/** The tunnels (by name) whose SAs carried packets, as the router counts them. */
export interface Carriers {
  /** Towards AWS. */
  readonly out: readonly string[];
  /** From AWS. */
  readonly back: readonly string[];
}

/** Does something, and tells which tunnels carried packets meanwhile, by the counters of their CHILD_SAs. */
export async function carriersDuring<T>(
  running: StartedLab,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly carriers: Carriers }> {
  const before = await tunnelStates(running);
  const result = await action();
  return { result, carriers: carriersBetween(before, await tunnelStates(running)) };
}

/** The tunnels whose counters have grown. A new CHILD_SA counts from 0. */
export function carriersBetween(before: readonly TunnelState[], after: readonly TunnelState[]): Carriers {
  const grown = (counter: 'packetsIn' | 'packetsOut'): string[] =>
    after.flatMap(({ tunnel, childSa }) => {
      const earlier = before.find((each) => each.tunnel === tunnel)?.childSa ?? null;
      const start = earlier !== null && earlier.uniqueId === childSa?.uniqueId ? earlier[counter] : 0;
      return (childSa?.[counter] ?? 0) > start ? [tunnel] : [];
    });
  return { out: grown('packetsOut'), back: grown('packetsIn') };
}
