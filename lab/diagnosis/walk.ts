import { bound } from '../topology/graph/find.ts';
import type { NodeRole } from '../topology/graph/nodes.ts';
import { stopped, unexplained } from './hop.ts';
import type { Hop } from './hop.ts';
import { hopsAtHost } from './hops/host.ts';
import { hopsAtInternet, hopsAtInternetGateway, hopsAtNatGateway } from './hops/to-internet.ts';
import { hopsAtRouter } from './hops/onprem-router.ts';
import { hopsAtTransitGateway } from './hops/transit-gateway.ts';
import { hopsAtEndpoint } from './hops/tunnel-endpoint.ts';
import { hopsAtVirtualInterface } from './hops/virtual-interface.ts';
import { hopsAtVpc } from './hops/vpc.ts';
import { hopsAtVpnGateway } from './hops/vpn-gateway.ts';
import { addressMissing, nextHopUnreachable } from './host-trouble.ts';
import { deliveredElsewhere, notSent } from './leg-ends.ts';
import { brokenLink } from './link.ts';
import { sentBack } from './ipsec/loop.ts';
import { hopsUnprotected } from './ipsec/unprotected.ts';
import { whereTo } from './next-node.ts';
import type { NextNode } from './next-node.ts';
import { deviceNotLoaded } from './own-router/not-loaded.ts';
import { placeOf } from './scene.ts';
import type { Party } from './parties.ts';
import type { Scene, Visit } from './scene.ts';
import { isAnswered } from './trace.ts';
import type { Leg } from './trace.ts';
import {
  blameTranslation,
  followsFromTranslation,
  headerAddresses,
  isUndone,
  leavingAddresses,
  translated,
  translationAt,
} from './translation.ts';
import type { Translation } from './translation.ts';
import { tunnelLost, tunnelPassed } from './tunnel/crossing.ts';
import { unusedTunnel } from './tunnel/unused.ts';
import { heldByNobody, sharedNextHop, splitBrain } from './virtual-address.ts';

/** Follows a request from node to node, and its answer back, to where they were stopped or came to their end. */
export function walk(scene: Scene): Hop[] {
  const forward = steps(scene, 'forward');
  const arrived = forward.hops.at(-1)?.verdict === 'ok';
  const back = arrived ? steps(scene, 'return') : { hops: [], translation: null };
  const hops = [...forward.hops, ...back.hops];
  const end = hops.at(-1);
  if (end === undefined || !isToBlame(scene, end)) return hops;
  // An answer goes to where the request seemed to come from.
  if (forward.translation !== null) return blamed(hops, forward.translation, end);
  if (back.translation === null) return hops;
  return blamed(hops, { ...back.translation, index: forward.hops.length + back.translation.index }, end);
}

/** Whether a translation explains where the packet ended. That it was not seen any more says nothing if it was answered. */
function isToBlame({ trace }: Scene, end: Hop): boolean {
  if (end.verdict === 'ok') return false;
  return followsFromTranslation(end) && !(isAnswered(trace) && end.verdict === 'unknown');
}

function blamed(hops: readonly Hop[], { index, of }: NonNullable<Steps['translation']>, end: Hop): Hop[] {
  return [...hops.slice(0, index), blameTranslation(of, end)];
}

/** The hops of one leg, and where in them the packet got other addresses, if it did. */
interface Steps {
  readonly hops: Hop[];
  readonly translation: { readonly index: number; readonly of: Translation } | null;
}

function steps(scene: Scene, leg: Leg): Steps {
  const [sender, receiver] = endsOf(scene, leg);
  const hops: Hop[] = [];
  let translation: Steps['translation'] = null;
  let node = sender.name;
  const visited = new Map<string, number>();
  // A packet that goes round in circles ends by its TTL; so does the walk.
  for (const _ of scene.plan.nodes) {
    const before = visited.get(node) ?? 0;
    visited.set(node, before + 1);
    const visit = visitAt(scene, leg, node, before);
    if (visit === null) {
      hops.push(notSent(scene, leg, node));
      break;
    }
    hops.push(...hopsAt(visit));
    if (hops.at(-1)?.verdict !== 'ok') break;
    const changed = translationAt(visit);
    if (changed !== null && isOfTheLab(scene, node)) {
      hops.push(translated(changed));
    } else if (
      changed !== null &&
      !isUndone(changed, { source: sender.address, destination: receiver.address })
    ) {
      translation ??= { index: hops.length, of: changed };
      hops.push(translated(changed));
    }
    if (visit.passage.fate === 'delivered') {
      if (node !== receiver.name) hops.push(deliveredElsewhere(visit));
      break;
    }
    const next = whereTo(scene, node, visit.passage.out ?? '', leavingAddresses(visit));
    const crossing = cross(visit, next);
    hops.push(...crossing.hops);
    if (crossing.node === null) break;
    node = crossing.node;
  }
  return { hops, translation };
}

/** The nodes whose address translation is what they are for: it is the cause of nothing. */
const TRANSLATORS: readonly NodeRole[] = ['nat-gateway', 'vpc-internet-gateway', 'internet-gateway'];

/** Whether a node translates addresses because the lab file says so. */
function isOfTheLab({ plan }: Scene, node: string): boolean {
  return TRANSLATORS.includes(bound(plan.nodes, node).role);
}

/** Sender and receiver of a leg. */
function endsOf({ parties: { from, to } }: Scene, leg: Leg): readonly [Party, Party] {
  return leg === 'forward' ? [from, to] : [to, from];
}

/** The packet of a leg at a node, after so many visits before; null if it was not seen there. Routing knows it by its new destination, and by its old source. */
export function visitAt(scene: Scene, leg: Leg, node: string, before = 0): Visit | null {
  let passage = scene.trace.packets[leg][node];
  for (let visit = 0; visit < before; visit++) passage = passage?.again ?? passage;
  if (passage === undefined) return null;
  const [sender, receiver] = endsOf(scene, leg);
  const source = headerAddresses(passage.packet)?.source ?? sender.address;
  const destination = headerAddresses(passage.leaving)?.destination ?? receiver.address;
  return {
    scene,
    leg,
    node,
    passage,
    source: { ...sender, address: source },
    destination: { ...receiver, address: destination },
  };
}

/** What each kind of node has to say. */
function hopsAt(visit: Visit): Hop[] {
  const { lab, plan } = visit.scene;
  const { role } = bound(plan.nodes, visit.node);
  if (visit.passage.fate === 'delivered') return hopsAtHost(visit);
  switch (role) {
    case 'vpc-router':
      return hopsAtVpc(visit, bound(lab.vpcs, visit.node));
    case 'transit-gateway':
      return hopsAtTransitGateway(visit);
    case 'vpn-gateway':
      return hopsAtVpnGateway(visit);
    case 'vpc-internet-gateway':
      return hopsAtInternetGateway(visit);
    case 'nat-gateway':
      return hopsAtNatGateway(visit);
    case 'internet':
      return hopsAtInternet(visit);
    case 'tunnel-endpoint':
      return hopsAtEndpoint(visit);
    case 'virtual-interface':
      return hopsAtVirtualInterface(visit);
    case 'onprem-router':
      return hopsAtRouter(
        visit,
        lab.customerGateways.find(({ router }) => router.name === visit.node)!,
      );
    default:
      return hopsAtHost(visit);
  }
}

/** The way from a node to the next: where it leads, or why nothing came there. */
function cross(visit: Visit, next: NextNode | null): { node: string | null; hops: Hop[] } {
  const { scene, leg, node, passage, destination } = visit;
  const cameTo = (name: string): boolean => scene.trace.packets[leg][name] !== undefined;
  if (next === null) {
    const notLoaded = deviceNotLoaded(scene, node, passage.out ?? '');
    if (notLoaded !== null)
      return { node: null, hops: [stopped(placeOf(visit, passage.out ?? ''), notLoaded)] };
    const text = `it left by ${passage.out ?? 'nothing'}, which leads to no node`;
    return { node: null, hops: [unexplained(placeOf(visit, 'link'), text, passage.packet)] };
  }
  const { tunnel } = next;
  const unprotected = tunnel === null ? hopsUnprotected(visit) : [];
  if (unprotected.length > 0) return { node: null, hops: unprotected };
  if (tunnel !== null) {
    if (cameTo(next.node)) return { node: next.node, hops: [tunnelPassed(visit, tunnel, next.node)] };
    const towards = next.node === tunnel.tunnel.name ? 'aws' : 'router';
    const lost = tunnelLost(visit, tunnel, towards, scene.trace.sent);
    const unused = unusedTunnel(visit, tunnel);
    return { node: null, hops: unused === null ? [lost] : [unused, lost] };
  }
  const shared = sharedNextHop(visit);
  const astray = shared === null ? null : (splitBrain(scene, shared) ?? heldByNobody(visit, shared));
  const met = astray === null ? [] : [stopped(placeOf(visit, `next hop ${shared!.virtual.address}`), astray)];
  // Of routers that have one address any may get the packet; of none that has it, the one that the sender still remembers.
  const receiver = [next.node, ...(shared?.virtual.routers ?? []).map(({ name }) => name)].find(cameTo);
  if (receiver !== undefined) return { node: receiver, hops: met };
  // Between two ports of a bridge the packet is no packet to the node in between.
  if (cameTo(destination.name)) return { node: destination.name, hops: [] };
  const place = placeOf(visit, `link to ${next.node}`);
  const broken =
    brokenLink(scene, node, next.node) ??
    addressMissing(scene, next.node) ??
    astray ??
    nextHopUnreachable(visit) ??
    sentBack(visit, leavingAddresses(visit));
  const hop =
    broken === null
      ? unexplained(place, `it left ${node} and did not come to ${next.node}`, passage.packet)
      : stopped(place, broken);
  return { node: null, hops: [hop] };
}
