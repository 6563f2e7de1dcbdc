import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { Leg, Passage, Passages, Trace } from '../../diagnosis/trace.ts';
import { NAT_T_PORT } from '../../plan/dataplane/ports.ts';
import type { Lab } from '../../topology/types.ts';
import { traceDuring } from './trace.ts';
import type { SentTrain, Train } from './train.ts';

/**
 * Sends a train and has its packets, their answers and all ESP traced through every node.
 * @throws {EngineError} if the fabric does not run.
 */
export async function sendTraced(running: StartedLab, train: Train): Promise<Trace> {
  const outside = outsideAddresses(running.definition);
  const matches = [...train.matches, ...espMatches(outside)];
  const { result, passages } = await traceDuring(running, matches, () => sentTrain(train));
  const { followed, ...sent } = result;
  const isEsp = ({ packet }: Passage): boolean =>
    outside.some((address) => packet.includes(`addr ${address} `));
  return {
    ...sent,
    packets: {
      forward: packetAt(passages, followed, 'forward'),
      return: packetAt(passages, followed, 'return'),
    },
    esp: Object.fromEntries(
      Object.entries(passages).map(([node, seen]) => [node, seen.filter(isEsp)] as const),
    ),
  };
}

const NEVER = /(?!)/;

/** A host that does not run sends nothing; that it does not is then observed. */
async function sentTrain(train: Train): Promise<SentTrain> {
  try {
    return await train.send();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const nothing = { sent: 0, received: 0, rttMs: null, tcpPort: null };
    return { ...nothing, output: error.message, followed: { forward: NEVER, return: NEVER } };
  }
}

function packetAt(
  passages: Passages,
  followed: Readonly<Record<Leg, RegExp>>,
  leg: Leg,
): Readonly<Record<string, Passage>> {
  return Object.fromEntries(
    Object.entries(passages).flatMap(([node, seen]) => {
      const passage = visits(seen.filter(({ packet }) => followed[leg].test(packet)));
      return passage === null ? [] : [[node, passage] as const];
    }),
  );
}

const outsideAddresses = ({ vpnConnections }: Lab): string[] =>
  vpnConnections.flatMap(({ tunnels }) => tunnels.map((tunnel) => tunnel.outsideIpAddress));

/** More than any train of probes; a transfer that goes on meanwhile is not to be traced packet by packet. */
const ESP_LIMIT = 'limit rate 2000/second burst 2000 packets';

/** ESP, bare or in UDP, whose header is followed by 0 in IKE's case (RFC 3948, section 2.2). */
function espMatches(addresses: readonly string[]): string[] {
  if (addresses.length === 0) return [];
  const outside = `{ ${addresses.join(', ')} }`;
  return (['ip daddr', 'ip saddr'] as const).flatMap((end) => {
    const port = end === 'ip daddr' ? 'dport' : 'sport';
    return [
      `${end} ${outside} meta l4proto esp ${ESP_LIMIT}`,
      `${end} ${outside} udp ${port} ${NAT_T_PORT} @th,64,32 != 0 ${ESP_LIMIT}`,
    ];
  });
}

/** A packet that comes back by the interface that it has left by is at a node for the second time. */
export function visits(pieces: readonly Passage[]): Passage | null {
  const back = pieces.findIndex((piece, index) =>
    pieces.slice(0, index).some(({ fate, out }) => fate === 'left' && out === piece.in),
  );
  if (back === -1) return merged(pieces);
  const [visit, again] = [merged(pieces.slice(0, back)), visits(pieces.slice(back))];
  return visit === null || again === null ? visit : { ...visit, again };
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
