import { because } from '../causes/catalogue.ts';
import type { CAUSES, CauseName } from '../causes/catalogue.ts';
import type { FactsOf, MetCause } from '../causes/cause.ts';

/** A drop and its reason. */
export interface Explanation extends MetCause {
  readonly kind: 'drop';
  /**
   * Where the node drops it on the way into ESP, the node at the tunnel's other end: the packet has been sent out of
   * the tunnel's interface by then, and does not come out of the tunnel.
   */
  readonly tunnelPeer?: string;
  /** The host that gets it in place of its destination, for it has the same address. */
  readonly receiver?: string;
}

/** Makes an {@link Explanation} of a cause and its facts. */
export function drop<Name extends CauseName>(
  cause: Name,
  facts: FactsOf<(typeof CAUSES)[Name]>,
): Explanation {
  return { kind: 'drop', ...because(cause, facts) };
}
