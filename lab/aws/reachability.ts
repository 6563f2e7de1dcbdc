import type { Lab } from '../topology/types.ts';
import { drop } from './explanation.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import type { Explanation } from './explanation.ts';
import { addressTowards } from './addresses.ts';
import { hostNamed } from './hosts.ts';
import { firstPosition, hop } from './hop.ts';
import type { Packet } from './hops/packet.ts';
import { ICMP_ECHO, replyTo } from './flow.ts';
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
export function predict(lab: Lab, from: string, to: string, flow: Flow = ICMP_ECHO): Prediction {
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
  flow: Flow = ICMP_ECHO,
): readonly PredictedWay[] {
  const source = hostNamed(lab, from);
  const destination = hostNamed(lab, to);
  if (source.name === destination.name) return [{ leg: 'forward', path: [source.name], explanation: null }];

  const request = {
    lab,
    source,
    destination: { ...destination, address: addressTowards(source, destination) },
  };
  const { packet: arrived, ...forward } = follow({ ...request, flow, lent: [] });
  if (forward.explanation !== null) return [{ leg: 'forward', ...forward }];
  // It answers whoever the request seems to come from.
  const answer = { ...arrived, source: arrived.destination, destination: arrived.source };
  const { packet: _answered, ...back } = follow({ ...answer, flow: replyTo(flow) });
  return [
    { leg: 'forward', ...forward },
    { leg: 'return', ...back },
  ];
}

interface Walk {
  /** Node names from the sender to the receiver, or to the node that drops the packet. */
  readonly path: readonly string[];
  /** Why the last node drops it; null if it arrives. */
  readonly explanation: Explanation | null;
}

/** The packet's way, and the packet at its end. */
function follow(sent: Packet): Walk & { readonly packet: Packet } {
  const { source, destination } = sent;
  let packet = sent;
  const path = [source.name];
  if (source.address === destination.address) {
    const facts = { address: destination.address, node: source.name, host: destination.name };
    return { path, explanation: drop('addressShared', facts), packet };
  }
  const visit = (node: string) => path.at(-1) !== node && path.push(node);
  const links = new Set<string>();
  let position = firstPosition(source);
  for (;;) {
    const link = `${path.at(-1)} -> ${position.node}`;
    visit(position.node);
    if (links.has(link)) {
      return { path, explanation: drop('packetGoesRound', { link }), packet };
    }
    links.add(link);
    const outcome = hop(packet, position);
    if (outcome === 'delivered') {
      visit(destination.name);
      return { path, explanation: null, packet };
    }
    if (outcome.kind === 'drop') {
      if (outcome.receiver !== undefined) visit(outcome.receiver);
      return { path, explanation: outcome, packet };
    }
    packet = outcome.packet ?? packet;
    position = outcome;
  }
}

function unreachable(
  leg: 'forward' | 'return',
  path: readonly string[],
  { kind: _, receiver: _receiver, code, ...explanation }: Explanation,
): Prediction {
  return { reachable: false, reason: code, ...explanation, leg, path, droppedAt: path.at(-1) ?? '' };
}
