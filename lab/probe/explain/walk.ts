import { hopsAtEndpoint } from './endpoint-hop.ts';
import { hopsAtHost } from './host-hop.ts';
import { brokenLink, deadNode } from './link.ts';
import { stopped, unexplained } from './live-explanation.ts';
import type { Hop, Leg } from './live-explanation.ts';
import { nextNode } from './next-node.ts';
import type { NextNode } from './next-node.ts';
import { hopsAtRouter } from './router-hop.ts';
import { hopsAtTransitGateway } from './transit-gateway-hop.ts';
import { tunnelLost, tunnelPassed } from './tunnel.ts';
import { unusedTunnel } from './unused-tunnel.ts';
import { placeOf } from './visit.ts';
import type { Scene, Visit } from './visit.ts';
import { hopsAtVpc } from './vpc-hop.ts';

/** Follows the packet of one leg from node to node, to its destination or to where it was stopped. */
export async function walk(scene: Scene, leg: Leg): Promise<Hop[]> {
  const { from, to } = scene.parties;
  const [source, destination] = leg === 'forward' ? [from, to] : [to, from];
  const hops: Hop[] = [];
  let node = source.name;
  // A packet that goes round in circles ends by its TTL; so does the walk.
  for (const _ of scene.lab.plan.nodes) {
    const passage = scene.probe.passage(leg, node);
    if (passage === null) return [...hops, await notSent(scene, leg, node)];
    const visit: Visit = { scene, leg, node, passage, source, destination };
    hops.push(...(await hopsAt(visit)));
    if (hops.at(-1)?.verdict !== 'ok' || passage.fate === 'delivered') return hops;
    const next = nextNode(scene.lab, node, passage.out ?? '', destination.address);
    const crossing = await cross(visit, next);
    hops.push(...crossing.hops);
    if (crossing.node === null) return hops;
    node = crossing.node;
  }
  return hops;
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

/** The source sent nothing that its own packet filter would have seen. */
async function notSent(scene: Scene, leg: Leg, node: string): Promise<Hop> {
  const answer = leg === 'return';
  const place = { leg, node, subject: `${answer ? 'answer' : 'request'} of ${node}` };
  const { plan } = scene.lab;
  const neighbours = plan.links.flatMap(({ ends }) =>
    ends.some((end) => end.node === node) ? ends.filter((end) => end.node !== node) : [],
  );
  const dead = deadNode(scene, node);
  if (dead !== null) return stopped(place, dead);
  if (answer) {
    const text = `${node} received the request and sent no answer`;
    const evidence = `nothing was seen leaving ${node}`;
    return stopped(place, {
      code: 'NO_ANSWER',
      text,
      evidence,
      cure: `look at the firewall and the ICMP settings of ${node}`,
    });
  }
  for (const neighbour of neighbours) {
    const broken = await brokenLink(scene, node, neighbour.node);
    if (broken !== null) return stopped(place, broken);
  }
  return unexplained(place, `${node} sent nothing`, scene.probe.output);
}

/** The way from a node to the next: where it leads, or why nothing came there. */
async function cross(visit: Visit, next: NextNode | null): Promise<{ node: string | null; hops: Hop[] }> {
  const { scene, leg, node, passage, destination } = visit;
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
  const broken = await brokenLink(scene, node, next.node);
  const hop =
    broken === null
      ? unexplained(place, `it left ${node} and did not come to ${next.node}`, passage.packet)
      : stopped(place, broken);
  return { node: null, hops: [hop] };
}
