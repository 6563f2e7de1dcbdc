import type { Instance, Vpc } from '../../topology/types.ts';
import type { Explanation } from '../explanation.ts';
import type { Packet } from '../hops/packet.ts';

/** An instance that a packet leaves or reaches: what stands around it filters the packet. */
export interface Crossing {
  readonly vpc: Vpc;
  readonly instance: Instance;
  /** `egress`: the instance has sent it. */
  readonly direction: 'egress' | 'ingress';
}

/** One kind of filter around an instance: null if it lets the packet pass. */
export type PacketFilter = (packet: Packet, crossing: Crossing) => Explanation | null;
