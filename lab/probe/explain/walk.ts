import { hopsAtEndpoint } from './endpoint-hop.ts';
import { hopsAtHost } from './host-hop.ts';
import { addressMissing, nextHopUnreachable } from './host-trouble.ts';
import { deliveredElsewhere, notSent } from './leg-ends.ts';
import { brokenLink } from './link.ts';
import { stopped, unexplained } from './live-explanation.ts';
import type { Hop, Leg } from './live-explanation.ts';
import { nextNode } from './next-node.ts';
import type { NextNode } from './next-node.ts';
import { hopsAtRouter } from './router-hop.ts';
import { hopsAtTransitGateway } from './transit-gateway-hop.ts';
import {
  addressesOf,
  blameTranslation,
  followsFromTranslation,
  isUndone,
  translated,
  translationAt,
} from './translation.ts';
import type { Translation } from './translation.ts';
import { tunnelLost, tunnelPassed } from './tunnel.ts';
import { unusedTunnel } from './unused-tunnel.ts';
import { placeOf } from './visit.ts';
import type { Scene, Visit } from './visit.ts';
import { hopsAtVpc } from './vpc-hop.ts';

/** Follows a request from node to node, and its answer back, to where they were stopped or came to their end. */
export async function walk(scene: Scene): Promise<Hop[]> {
  const forward = await steps(scene, 'forward');
  const arrived = forward.hops.at(-1)?.verdict === 'ok';
  const back = arrived ? await steps(scene, 'return') : { hops: [], translation: null };
  const hops = [...forward.hops, ...back.hops];
  const end = hops.at(-1);
  if (end === undefined || !isToBlame(scene, end)) return hops;
  // An answer goes to where the request seemed to come from.
  if (forward.translation !== null) return blamed(hops, forward.translation, end);
  if (back.translation === null) return hops;
  return blamed(hops, { ...back.translation, index: forward.hops.length + back.translation.index }, end);
}

/** Whether a translation explains where the packet ended. That it was not seen any more says nothing if it was answered. */
function isToBlame({ probe }: Scene, end: Hop): boolean {
  if (end.verdict === 'ok') return false;
  const answered = probe.received > 0 && probe.received === probe.sent;
  return followsFromTranslation(end) && !(answered && end.verdict === 'unknown');
}

async function blamed(
  hops: readonly Hop[],
  { index, of }: NonNullable<Steps['translation']>,
  end: Hop,
): Promise<Hop[]> {
  return [...hops.slice(0, index), await blameTranslation(of, end)];
}

/** The hops of one leg, and where in them the packet got other addresses, if it did. */
interface Steps {
  readonly hops: Hop[];
  readonly translation: { readonly index: number; readonly of: Translation } | null;
}

async function steps(scene: Scene, leg: Leg): Promise<Steps> {
  const { from, to } = scene.parties;
  const [sender, receiver] = leg === 'forward' ? [from, to] : [to, from];
  const hops: Hop[] = [];
  let translation: Steps['translation'] = null;
  let node = sender.name;
  // A packet that goes round in circles ends by its TTL; so does the walk.
  for (const _ of scene.lab.plan.nodes) {
    const passage = scene.probe.passage(leg, node);
    if (passage === null) {
      hops.push(await notSent(scene, leg, node));
      break;
    }
    // Routing knows a packet by its new destination, and by its old source.
    const source = { ...sender, address: addressesOf(passage.packet)?.source ?? sender.address };
    const destination = {
      ...receiver,
      address: addressesOf(passage.leaving)?.destination ?? receiver.address,
    };
    const visit: Visit = { scene, leg, node, passage, source, destination };
    hops.push(...(await hopsAt(visit)));
    if (hops.at(-1)?.verdict !== 'ok') break;
    const changed = translationAt(visit);
    if (changed !== null && !isUndone(changed, { source: sender.address, destination: receiver.address })) {
      translation ??= { index: hops.length, of: changed };
      hops.push(translated(changed));
    }
    if (passage.fate === 'delivered') {
      if (node !== receiver.name) hops.push(await deliveredElsewhere(visit));
      break;
    }
    const next = nextNode(scene.lab, node, passage.out ?? '', destination.address);
    const crossing = await cross(visit, next);
    hops.push(...crossing.hops);
    if (crossing.node === null) break;
    node = crossing.node;
  }
  return { hops, translation };
}

/** What each kind of node has to say. */
async function hopsAt(visit: Visit): Promise<Hop[]> {
  const { definition: lab, plan } = visit.scene.lab;
  if (visit.passage.fate === 'delivered') return hopsAtHost(visit);
  const { role } = plan.nodes.find(({ name }) => name === visit.node)!;
  switch (role) {
    case 'vpc-router':
      return hopsAtVpc(
        visit,
        lab.vpcs.find(({ name }) => name === visit.node)!,
      );
    case 'transit-gateway':
      return hopsAtTransitGateway(visit);
    case 'tunnel-endpoint':
      return hopsAtEndpoint(visit);
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
async function cross(visit: Visit, next: NextNode | null): Promise<{ node: string | null; hops: Hop[] }> {
  const { scene, leg, node, passage, source, destination } = visit;
  const cameTo = (name: string): boolean => scene.probe.passage(leg, name) !== null;
  if (next === null) {
    const text = `it left by ${passage.out ?? 'nothing'}, which leads to no node`;
    return { node: null, hops: [unexplained(placeOf(visit, 'link'), text, passage.packet)] };
  }
  const { tunnel } = next;
  if (tunnel !== null) {
    if (cameTo(next.node)) return { node: next.node, hops: [await tunnelPassed(visit, tunnel, next.node)] };
    const lost = await tunnelLost(visit, tunnel, next.node === tunnel.tunnel.name ? 'aws' : 'router');
    const unused = await unusedTunnel(visit, tunnel);
    return { node: null, hops: unused === null ? [lost] : [unused, lost] };
  }
  if (cameTo(next.node)) return { node: next.node, hops: [] };
  // Between two ports of a bridge the packet is no packet to the node in between.
  if (cameTo(destination.name)) return { node: destination.name, hops: [] };
  const place = placeOf(visit, `link to ${next.node}`);
  const broken =
    (await brokenLink(scene, node, next.node)) ??
    (await addressMissing(scene, next.node)) ??
    (await nextHopUnreachable(scene, node, source, destination, passage.in));
  const hop =
    broken === null
      ? unexplained(place, `it left ${node} and did not come to ${next.node}`, passage.packet)
      : stopped(place, broken);
  return { node: null, hops: [hop] };
}
