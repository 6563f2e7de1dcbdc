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

/**
 * The tunnels whose counters have grown, a new CHILD_SA counting from 0. One that has less than half of what the busiest has
 * carried none of it: BGP speaks in tunnels by itself, and a router tries a session that is away again and again.
 */
export function carriersBetween(before: readonly TunnelState[], after: readonly TunnelState[]): Carriers {
  const carried = (counter: 'packetsIn' | 'packetsOut'): string[] => {
    const growths = after.map(({ tunnel, childSa }) => {
      const earlier = before.find((each) => each.tunnel === tunnel)?.childSa ?? null;
      const start = earlier !== null && earlier.uniqueId === childSa?.uniqueId ? earlier[counter] : 0;
      return { tunnel, packets: (childSa?.[counter] ?? 0) - start };
    });
    const most = Math.max(...growths.map(({ packets }) => packets), 0);
    return growths.filter(({ packets }) => packets > 0 && packets * 2 >= most).map(({ tunnel }) => tunnel);
  };
  return { out: carried('packetsOut'), back: carried('packetsIn') };
}
