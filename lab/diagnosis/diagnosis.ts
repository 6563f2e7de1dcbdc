import type { Prediction } from '../aws/reachability.ts';
import type { Hop } from './hop.ts';
import type { PortState } from './trace.ts';

/** What became of a probe on its way from one host to another and back. */
export interface Diagnosis {
  readonly from: string;
  readonly to: string;
  /** Whether packets were sent and followed. Otherwise the way is that which the nodes' state gives them; filters are not in it. */
  readonly probed: boolean;
  readonly sent: number;
  readonly received: number;
  /** Every request was answered. */
  readonly answered: boolean;
  /** Round-trip time in milliseconds, averaged; null without an answer. */
  readonly rttMs: number | null;
  /** What the model says of the lab file; null where it does not speak of the two. */
  readonly expected: Prediction | null;
  /** The same way as the model of the lab file has it; empty where it does not speak of the two. */
  readonly predicted: readonly Hop[];
  /** In the order in which the packet met them; after what stopped it there is none. */
  readonly hops: readonly Hop[];
  /** `open`: the TCP port took the connection. `refused`: a reset came, nobody listens. Null without either. */
  readonly tcpPort: PortState | null;
  /**
   * The last hop, if the probe was not answered or that hop is wrong all the same, as where another node answers: what
   * has to be cured. Hops that are wrong before it follow from it.
   */
  readonly cause: Hop | null;
}
