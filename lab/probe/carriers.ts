import type { StartedLab } from '../engine/started-lab.ts';
import type { ChildSa } from '../ike/sa.ts';
import { endpointStates, tunnelStates } from './tunnels.ts';

/** The tunnels (by name) whose SAs carried packets. */
export interface Carriers {
  /** Towards AWS. */
  readonly out: readonly string[];
  /** From AWS. */
  readonly back: readonly string[];
}

/** One end of a tunnel, with what its CHILD_SA has counted. */
interface Counted {
  readonly tunnel: string;
  readonly childSa: ChildSa | null;
}

/**
 * Does something, and tells which tunnels carried packets meanwhile, by the counters of their CHILD_SAs at AWS's ends: what a
 * router tells of itself proves nothing to who grades it.
 */
export async function carriersDuring<T>(
  running: StartedLab,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly carriers: Carriers }> {
  const before = await endpointStates(running);
  const result = await action();
  const { out: sent, back: received } = carriersBetween(before, await endpointStates(running));
  return { result, carriers: { out: received, back: sent } };
}

/** The same by the counters of the routers: what has been sent into a tunnel counts, too, where it never comes to AWS. */
export async function carriersByRouters<T>(
  running: StartedLab,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly carriers: Carriers }> {
  const before = await tunnelStates(running);
  const result = await action();
  return { result, carriers: carriersBetween(before, await tunnelStates(running)) };
}

/**
 * The tunnels whose counters have grown, out of the end that counts and back to it, a new CHILD_SA counting from 0. One that
 * has less than half of what the busiest has carried none of it: BGP speaks in tunnels by itself, and a router tries a session
 * that is away again and again.
 */
export function carriersBetween(before: readonly Counted[], after: readonly Counted[]): Carriers {
  const carried = (counter: 'packetsIn' | 'packetsOut'): string[] => {
    const growths = after.map(({ tunnel, childSa }) => {
      const earlier = before.find((each) => each.tunnel === tunnel)?.childSa ?? null;
      const start = earlier !== null && isSame(earlier, childSa) ? earlier[counter] : 0;
      return { tunnel, packets: (childSa?.[counter] ?? 0) - start };
    });
    const most = Math.max(...growths.map(({ packets }) => packets), 0);
    return growths.filter(({ packets }) => packets > 0 && packets * 2 >= most).map(({ tunnel }) => tunnel);
  };
  return { out: carried('packetsOut'), back: carried('packetsIn') };
}

/** A daemon that was started anew counts its SAs from 1 again, but their SPIs are drawn. */
const isSame = (one: ChildSa, other: ChildSa | null): boolean =>
  one.uniqueId === other?.uniqueId && one.spiIn === other.spiIn;
