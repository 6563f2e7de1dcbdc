import { ENDPOINT_TUNNEL_INTERFACE, OUTSIDE_INTERFACE } from '../topology/graph/interfaces.ts';
import { addressesOf, interfaceState, interfacesOf } from './kernel/interfaces.ts';
import { lookUp } from './kernel/lookup.ts';
import { unansweredNeighbour } from './kernel/neighbours.ts';
import { whereTo } from './next-node.ts';
import type { NextNode } from './next-node.ts';
import type { Party } from './parties.ts';
import { refusalOf } from './refusal.ts';
import { downOf, kernelOf } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Leg, Passage, Trace } from './trace.ts';
import { carriesTraffic, ikeSides } from './tunnel/ike-side.ts';

/** All of a scene but its trace. */
type State = Omit<Scene, 'trace'>;

/**
 * The way that the nodes' state gives a packet and its answer, where none was sent: by addresses, rules, routes, links
 * and SAs. Packet filters are not reckoned with: they let everything pass, and translate nothing.
 */
export function traceByState(state: State): Trace {
  const { from, to } = state.parties;
  const forward = way(state, 'forward', from, to);
  const arrives = forward[to.name]?.fate === 'delivered';
  return {
    sent: 0,
    received: 0,
    rttMs: null,
    tcpPort: null,
    output: 'nothing was sent',
    packets: { forward, return: arrives ? way(state, 'return', to, from) : {} },
    esp: {},
  };
}

/** Where a packet is, and by which interface it came; null at its sender. */
interface Arrival {
  readonly node: string;
  readonly incoming: string | null;
}

/** The packet at each node that it comes to, until one delivers it or it can go no further. */
function way(state: State, leg: Leg, source: Party, destination: Party): Record<string, Passage> {
  const passages: Record<string, Passage> = {};
  let at: Arrival | null = { node: source.name, incoming: null };
  while (at !== null && passages[at.node] === undefined) {
    const { node, incoming }: Arrival = at;
    const passage = passageAt(state, leg, node, incoming, source, destination);
    if (passage === null) break;
    passages[node] = passage;
    at = passage.fate === 'left' ? follow(state, node, passage, source, destination) : null;
  }
  return passages;
}

/** What a node does with the packet; null if it is a sender that sends nothing. */
function passageAt(
  state: State,
  leg: Leg,
  node: string,
  incoming: string | null,
  source: Party,
  destination: Party,
): Passage | null {
  const kernel = kernelOf(state, node);
  const isSender = incoming === null;
  if (downOf(state, node) !== null) return null;
  if (isSender && !addressesOf(kernel).some(({ address }) => address === source.address)) return null;
  const route = lookUp(kernel, { source: source.address, destination: destination.address, incoming });
  const packet = `reckoned from ${source.address} to ${destination.address}; none was sent`;
  const seen = { packet, leaving: packet, in: incoming, drop: null, accepts: [] };
  if (route.isLocal) return { ...seen, out: null, fate: 'delivered' };
  const stopped: Passage = { ...seen, out: null, fate: 'stopped' };
  if (route.dev === null) return isSender ? null : stopped;
  const visit = { scene: { ...state, trace: NO_TRACE }, leg, node, passage: stopped, source, destination };
  if (!isSender && refusalOf(visit) !== null) return stopped;
  return { ...seen, out: route.dev, fate: 'left' };
}

const NO_TRACE: Trace = {
  sent: 0,
  received: 0,
  rttMs: null,
  tcpPort: null,
  output: '',
  packets: { forward: {}, return: {} },
  esp: {},
};

/** Where what a node sends out comes to; null if it comes nowhere. */
function follow(
  state: State,
  node: string,
  passage: Passage,
  source: Party,
  destination: Party,
): Arrival | null {
  const out = passage.out ?? '';
  const next = whereTo(state, node, out, { source: source.address, destination: destination.address });
  if (next === null) return null;
  if (next.tunnel !== null) return throughTunnel(state, next, next.tunnel);
  const kernel = kernelOf(state, node);
  const incoming = next.interface ?? '';
  const isUp =
    interfaceState(kernel, out) === 'up' && interfaceState(kernelOf(state, next.node), incoming) === 'up';
  const { via } = lookUp(kernel, {
    source: source.address,
    destination: destination.address,
    incoming: passage.in,
  });
  if (!isUp || unansweredNeighbour(kernel, via ?? destination.address) !== null) return null;
  return { node: next.node, incoming: routedInterface(state, next.node, incoming) };
}

/** A port of a bridge hands the packet on: routing knows it by the bridge. */
function routedInterface(state: State, node: string, name: string): string {
  const { master } = interfacesOf(kernelOf(state, node)).find((each) => each.name === name) ?? {};
  const site = state.lab.customerGateways.find(({ router }) => router.name === node);
  const bridge = site?.router.insideSubnets.find((subnet) => subnet.interface === master);
  return bridge?.interface ?? name;
}

function throughTunnel(
  state: State,
  { node }: NextNode,
  ends: NonNullable<NextNode['tunnel']>,
): Arrival | null {
  const isUp = ikeSides(state, ends).every((side) => side.process === 'running' && carriesTraffic(side));
  const incoming =
    node === ends.tunnel.name ? ENDPOINT_TUNNEL_INTERFACE : (ends.connection.interface ?? OUTSIDE_INTERFACE);
  return isUp ? { node, incoming } : null;
}
