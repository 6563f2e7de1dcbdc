import type { StartedLab } from '../../engine/started-lab.ts';
import { NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import type { Lab } from '../../topology/types.ts';
import { ping } from '../ping.ts';
import type { Leg } from './live-explanation.ts';
import type { Parties } from './parties.ts';
import { traceDuring } from './trace.ts';
import type { Passages } from './trace.ts';
import type { Passage } from './trace-text.ts';

/** Enough for loss at random to be seen, within a tenth of a second. */
const TRAIN = { count: 10, intervalMs: 10, timeoutMs: 500 };

/** A train of echo requests, and what every node saw of one of them: of the first that was lost, if any was. */
export interface TracedProbe {
  readonly sent: number;
  readonly received: number;
  readonly rttMs: number | null;
  /** What ping said. */
  readonly output: string;
  /** What the nodes saw meanwhile, ESP included. */
  readonly passages: Passages;
  /** The request (forward) or its answer (return) at a node; null if it was not seen there. */
  passage(leg: Leg, node: string): Passage | null;
}

/**
 * Sends a train of echo requests and has them, their answers and all ESP traced through every node.
 * @param sizeBytes size of the whole IP packet, which nobody may fragment then.
 */
export async function sendTraced(
  lab: StartedLab,
  { from, to }: Parties,
  sizeBytes?: number,
): Promise<TracedProbe> {
  const matches = [
    `ip saddr ${from.address} ip daddr ${to.address} icmp type echo-request`,
    `ip saddr ${to.address} ip daddr ${from.address} icmp type echo-reply`,
    ...espMatches(lab.lab),
  ];
  const options = { ...TRAIN, source: from.address, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
  const { result, passages } = await traceDuring(lab, matches, () =>
    ping(lab, from.name, to.address, options),
  );
  const { sent, received, rttMs, output, identifier } = result;
  const sequence = followed(output, sent);
  return {
    sent,
    received,
    rttMs,
    output,
    passages,
    passage: (leg, node) => {
      const type = leg === 'forward' ? 'echo-request' : 'echo-reply';
      const wanted = new RegExp(`type ${type} .*\\bid ${identifier} icmp sequence ${sequence}\\b`);
      return merged((passages.get(node) ?? []).filter(({ packet }) => wanted.test(packet)));
    },
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

/** Sequence number of the first request that was not answered, or else of the first. */
export function followed(output: string, sent: number): number {
  const answered = new Set(
    [...output.matchAll(/\bicmp_seq=(\d+) ttl=/g)].map(([, number]) => Number(number)),
  );
  for (let sequence = 1; sequence <= sent; sequence++) if (!answered.has(sequence)) return sequence;
  return 1;
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
    in: first.in,
    out: (pieces.find(({ fate }) => fate === 'left') ?? pieces.at(-1))?.out ?? null,
    fate: FATES.find((fate) => pieces.some((piece) => piece.fate === fate)) ?? 'stopped',
    drop: pieces.find(({ drop }) => drop !== null)?.drop ?? null,
    accepts: pieces.flatMap(({ accepts }) => accepts),
  };
}
