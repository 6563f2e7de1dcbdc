import type { StartedLab } from '../../engine/started-lab.ts';
import { NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import type { Lab } from '../../topology/types.ts';
import type { Leg } from './live-explanation.ts';
import { traceDuring } from './trace.ts';
import type { Passages } from './trace.ts';
import type { Passage } from './trace-text.ts';
import type { SentTrain, Train } from './train.ts';

/** A train of packets, and what every node saw of one of them: of the first that was lost, if any was. */
export interface TracedProbe extends Omit<SentTrain, 'followed'> {
  /** What the nodes saw meanwhile, ESP included. */
  readonly passages: Passages;
  /** The request (forward) or its answer (return) at a node; null if it was not seen there. */
  passage(leg: Leg, node: string): Passage | null;
}

/** Sends a train and has its packets, their answers and all ESP traced through every node. */
export async function sendTraced(lab: StartedLab, train: Train): Promise<TracedProbe> {
  const matches = [...train.matches, ...espMatches(lab.definition)];
  const { result, passages } = await traceDuring(lab, matches, () => train.send());
  const { followed, ...sent } = result;
  return {
    ...sent,
    passages,
    passage: (leg, node) =>
      merged((passages.get(node) ?? []).filter(({ packet }) => followed[leg].test(packet))),
  };
}

/** More than any train of probes; a transfer that goes on meanwhile is not to be traced packet by packet. */
const ESP_LIMIT = 'limit rate 2000/second burst 2000 packets';

/** ESP, bare or in UDP, whose header is followed by 0 in IKE's case (RFC 3948, section 2.2). */
function espMatches({ vpnConnections }: Lab): string[] {
  const outside = `{ ${vpnConnections.flatMap(({ tunnels }) => tunnels.map((tunnel) => tunnel.outsideIpAddress)).join(', ')} }`;
  return (['ip daddr', 'ip saddr'] as const).flatMap((end) => {
    const port = end === 'ip daddr' ? 'dport' : 'sport';
    return [
      `${end} ${outside} meta l4proto esp ${ESP_LIMIT}`,
      `${end} ${outside} udp ${port} ${NAT_T_PORT} @th,64,32 != 0 ${ESP_LIMIT}`,
    ];
  });
}

const FATES: readonly Passage['fate'][] = ['dropped', 'delivered', 'left', 'stopped'];

/**
 * One packet may be seen in several pieces: nftables takes it for another where it changes its interface, as from the
 * port of a bridge to the bridge, or from an attachment to its VRF device.
 */
function merged(pieces: readonly Passage[]): Passage | null {
  const [first] = pieces;
  if (first === undefined) return null;
  return {
    packet: first.packet,
    leaving: (pieces.find(({ fate }) => fate === 'left' || fate === 'delivered') ?? pieces.at(-1))!.leaving,
    in: first.in,
    out: (pieces.find(({ fate }) => fate === 'left') ?? pieces.at(-1))?.out ?? null,
    fate: FATES.find((fate) => pieces.some((piece) => piece.fate === fate)) ?? 'stopped',
    drop: pieces.find(({ drop }) => drop !== null)?.drop ?? null,
    accepts: pieces.flatMap(({ accepts }) => accepts),
  };
}
