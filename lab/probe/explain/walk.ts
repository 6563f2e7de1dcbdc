import { hopsAtEndpoint } from './endpoint-hop.ts';
import { hopsAtHost } from './host-hop.ts';
import { addressMissing, cannotSend, nextHopUnreachable } from './host-trouble.ts';
import { brokenLink, deadNode } from './link.ts';
import { stopped, unexplained } from './live-explanation.ts';
import type { Hop, Leg } from './live-explanation.ts';
import { printed } from './live-node.ts';
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

/** Follows the packet of one leg from node to node, to its destination or to where it was stopped. */
export async function walk(scene: Scene, leg: Leg): Promise<Hop[]> {
  const { hops, translation } = await steps(scene, leg);
  const end = hops.at(-1);
  if (translation === null || end === undefined || end.verdict === 'ok' || !followsFromTranslation(end)) {
    return hops;
  }
  return [...hops.slice(0, translation.index), await blameTranslation(translation.of, end)];
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

/** A node on the way took the packet for its own. */
async function deliveredElsewhere(visit: Visit): Promise<Hop> {
  const { scene, node, destination } = visit;
  const command = `ip -o -4 address show to ${destination.address}`;
  const holders = await printed(scene.lab, node, command);
  const [, device, address] = /^\d+: (\S+) +inet (\S+)/.exec(holders) ?? [];
  return stopped(placeOf(visit, `address ${destination.address}`), {
    code: 'ADDRESS_ELSEWHERE',
    text: `${node} has the address ${destination.address} itself, so ${destination.name} never sees what is for it`,
    evidence: `${command}: ${holders.replaceAll(/\s+/g, ' ') || 'none'}`,
    cure: `take ${destination.address} away from ${node}`,
    ...(device === undefined || address === undefined
      ? {}
      : { repair: { node, command: `ip address del ${address} dev ${device}` } }),
  });
}

/** What each kind of node has to say. */
async function hopsAt(visit: Visit): Promise<Hop[]> {
  const { lab, plan } = visit.scene.lab;
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

/** The sender of a leg sent nothing that its own packet filter would have seen. */
async function notSent(scene: Scene, leg: Leg, node: string): Promise<Hop> {
  const answer = leg === 'return';
  const place = { leg, node, subject: `${answer ? 'answer' : 'request'} of ${node}` };
  const { plan } = scene.lab;
  const { from, to } = scene.parties;
  const dead = deadNode(scene, node);
  if (dead !== null) return stopped(place, dead);
  if (answer && scene.probe.received === scene.probe.sent) {
    return unexplained(place, `an answer came, and was not seen leaving ${node}`, scene.probe.output);
  }
  const neighbours = plan.links.flatMap(({ ends }) =>
    ends.some((end) => end.node === node) ? ends.filter((end) => end.node !== node) : [],
  );
  for (const neighbour of neighbours) {
    const broken = await brokenLink(scene, node, neighbour.node);
    if (broken !== null) return stopped(place, broken);
  }
  const own = await (answer ? cannotSend(scene, to, from) : cannotSend(scene, from, to));
  if (own !== null) return stopped(place, own);
  if (!answer) return unexplained(place, `${node} sent nothing`, scene.probe.output);
  return stopped(place, {
    code: 'NO_ANSWER',
    text: `${node} received the request and sent no answer`,
    evidence: `nothing was seen leaving ${node}`,
    cure: `look at the firewall and the ICMP settings of ${node}`,
  });
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
