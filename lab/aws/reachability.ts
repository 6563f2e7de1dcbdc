import { tunnelsOf } from '../topology/graph/tunnels.ts';
import type { Lab } from '../topology/types.ts';
import { drop } from './explanation.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import type { Explanation } from './explanation.ts';
import { addressTowards } from './addresses.ts';
import { hostNamed } from './hosts.ts';
import { firstPosition, hop } from './hop.ts';
import type { Position } from './hops/position.ts';
import type { Packet } from './hops/packet.ts';
import { echoOver, replyTo } from './flow.ts';
import type { Flow } from './flow.ts';

/** Whether a host reaches another and hears its answer, and which nodes the packets meet. */
export type Prediction =
  | {
      readonly reachable: true;
      /** Node names from source to destination. A VPC stands for its implicit router. */
      readonly path: readonly string[];
    }
  | {
      readonly reachable: false;
      readonly reason: ExplanationCode;
      readonly text: string;
      /** What to do about it. */
      readonly cure: string;
      /** The leg on which the packet is dropped: `return` is the answer's. */
      readonly leg: 'forward' | 'return';
      /** Node names of that leg, from its own source to the node that drops. */
      readonly path: readonly string[];
      readonly droppedAt: string;
      /** See {@link Explanation}. */
      readonly tunnelPeer?: string;
    };

/**
 * Predicts from the lab's configuration whether a flow from one host (by node name) to another is answered, as
 * AWS's Reachability Analyzer does, and further: through the tunnels, to the hosts on-premises, and back again.
 * It takes every configured tunnel to be up, and AWS to send through a connection's first.
 * @throws {UsageError} if there is no such host.
 */
export function predict(lab: Lab, from: string, to: string, flow: Flow = echoOver(lab)): Prediction {
  const ways = predictWays(lab, from, to, flow);
  for (const { leg, path, explanation } of ways) {
    if (explanation !== null) return unreachable(leg, path, explanation);
  }
  return { reachable: true, path: ways[0]?.path ?? [] };
}

/** The nodes that a packet meets on its way, by the lab's configuration. */
export interface PredictedWay extends Walk {
  readonly leg: 'forward' | 'return';
}

/**
 * The ways of a request and of its answer as {@link predict} takes them; without the answer's where the request is dropped.
 * @throws {UsageError} if there is no such host.
 */
export function predictWays(
  lab: Lab,
  from: string,
  to: string,
  flow: Flow = echoOver(lab),
): readonly PredictedWay[] {
  const source = hostNamed(lab, from);
  const destination = hostNamed(lab, to);
  if (source.name === destination.name) return [{ leg: 'forward', path: [source.name], explanation: null }];

  const request = {
    lab,
    source,
    destination: { ...destination, address: addressTowards(source, destination) },
  };
  const { packet: arrived, ...forward } = follow({ ...request, flow, lent: [], tracked: [] });
  if (forward.explanation !== null) return [{ leg: 'forward', ...forward }];
  // It answers whoever the request seems to come from.
  const answer = { ...arrived, source: arrived.destination, destination: arrived.source };
  const { packet: _answered, ...back } = follow({ ...answer, flow: replyTo(flow) });
  return [
    { leg: 'forward', ...forward },
    { leg: 'return', ...back },
  ];
}

/**
 * The nodes that flows from one host to another meet, each way from source to destination: several where a node has equally
 * good routes and spreads flows over them, the preferred one first. None if they are dropped.
 * @throws {UsageError} if there is no such host.
 */
export function predictPaths(
  lab: Lab,
  from: string,
  to: string,
  flow: Flow = echoOver(lab),
): readonly (readonly string[])[] {
  const source = hostNamed(lab, from);
  const host = hostNamed(lab, to);
  if (source.name === host.name) return [[source.name]];
  const destination = { ...host, address: addressTowards(source, host) };
  return [...ways({ lab, source, destination, flow, lent: [], tracked: [] })]
    .filter(({ explanation }) => explanation === null)
    .map(({ path }) => path);
}

interface Walk {
  /** Node names from the sender to the receiver, or to the node that drops the packet. */
  readonly path: readonly string[];
  /** Why the last node drops it; null if it arrives. */
  readonly explanation: Explanation | null;
}

interface Followed extends Walk {
  /** The packet at its end. */
  readonly packet: Packet;
}

/** A packet's way so far. */
interface Under {
  readonly packet: Packet;
  readonly path: readonly string[];
  /** The links that it has taken. */
  readonly links: ReadonlySet<string>;
  readonly position: Position;
}

/** The packet's way: the preferred one. */
function follow(sent: Packet): Followed {
  const [first] = ways(sent);
  return first!;
}

/** Every way that packets between these two hosts take, flow by flow: the first is the preferred one. */
function* ways(sent: Packet): Generator<Followed, undefined> {
  const { source, destination } = sent;
  const path = [source.name];
  if (source.address === destination.address) {
    const facts = { address: destination.address, node: source.name, host: destination.name };
    yield { path, explanation: drop('addressShared', facts), packet: sent };
    return undefined;
  }
  const open: Under[] = [{ packet: sent, path, links: new Set(), position: firstPosition(sent.lab, source) }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const next = step(at);
    if ('explanation' in next) yield next;
    else open.push(...next.toReversed());
  }
  return undefined;
}

/** The end of a packet's way, or where it goes on from its position, the preferred node first. */
function step({ packet, path, links, position }: Under): Followed | Under[] {
  const link = `${path.at(-1)} -> ${position.node}`;
  const visited = via(path, position.node);
  if (links.has(link))
    return { path: roundOnce(packet, visited), explanation: drop('packetGoesRound', { link }), packet };
  const outcome = hop(packet, position);
  if (outcome === 'delivered')
    return { path: via(visited, packet.destination.name), explanation: null, packet };
  if (outcome.kind === 'drop') {
    const { receiver } = outcome;
    return { path: receiver === undefined ? visited : via(visited, receiver), explanation: outcome, packet };
  }
  return [outcome, ...(outcome.alternatives ?? [])].map((next) => ({
    packet: next.packet ?? packet,
    path: visited,
    links: new Set([...links, link]),
    position: next,
  }));
}

/**
 * The way of a packet that goes round, up to a node that it meets again whatever tunnels flows are spread over: not the sender,
 * which takes nothing from itself.
 */
function roundOnce({ lab, source }: Packet, path: readonly string[]): readonly string[] {
  const again = path.at(-1)!;
  const round = path.slice(path.lastIndexOf(again, -2));
  const isMet = (node: string): boolean =>
    node !== source.name && tunnelsOf(lab).every(({ tunnel }) => tunnel.name !== node);
  const met = round.findIndex(isMet);
  return [...path, ...round.slice(1, met + 1)];
}

const via = (path: readonly string[], node: string): readonly string[] =>
  path.at(-1) === node ? path : [...path, node];

function unreachable(
  leg: 'forward' | 'return',
  path: readonly string[],
  { kind: _, receiver: _receiver, code, ...explanation }: Explanation,
): Prediction {
  return { reachable: false, reason: code, ...explanation, leg, path, droppedAt: path.at(-1) ?? '' };
}
