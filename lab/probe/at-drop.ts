import type { Prediction } from '../aws/reachability.ts';
import { ENDPOINT_TUNNEL_INTERFACE } from '../topology/graph/interfaces.ts';
import { tunnelInterfaces } from '../topology/graph/tunnels.ts';
import type { Lab } from '../topology/types.ts';
import { packetsByDirection } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Observation } from './verdict.ts';

/**
 * The packets of one ping that came to where the model drops them, and those that went on from there. A ledger counts
 * a packet out of a tunnel's interface before ESP drops it for the tunnel's selectors: such a packet has come to the
 * tunnel, and has gone on if the node at the tunnel's other end sees it.
 * @param entriesAt that ping's entries in the ledger of a node; null if it could not be read.
 * @returns null if nobody knows.
 */
export function seenAtDrop(
  lab: Lab,
  { droppedAt, tunnelPeer }: Prediction & { reachable: false },
  entriesAt: (node: string) => readonly LedgerEntry[] | null,
): Observation['atDrop'] {
  const atDrop = entriesAt(droppedAt);
  if (atDrop === null || tunnelPeer === undefined) return atDrop && packetsByDirection(atDrop);
  const atPeer = entriesAt(tunnelPeer);
  if (atPeer === null) return null;

  const tunnels = new Set([
    ENDPOINT_TUNNEL_INTERFACE,
    ...lab.customerGateways.flatMap(({ router }) => tunnelInterfaces(router)),
  ]);
  const intoTunnel = atDrop.filter((entry) => tunnels.has(entry.interface));
  const elsewhere = atDrop.filter((entry) => !tunnels.has(entry.interface));
  return {
    in: packetsByDirection(intoTunnel).out,
    out: packetsByDirection(elsewhere).out + packetsByDirection(atPeer).in,
  };
}
