import { because } from '../causes/catalogue.ts';
import { apply } from '../plan/commands/ip.ts';
import { isIpv6 } from '../topology/cidr.ts';
import type { Plan } from '../plan/types.ts';
import type { Finding, NodeCommand } from './hop.ts';
import { addressText, addressesOf, showAddresses } from './kernel/interfaces.ts';
import { lookUp } from './kernel/lookup.ts';
import { unansweredNeighbour } from './kernel/neighbours.ts';
import { routesOf } from './kernel/routes.ts';
import type { Party } from './parties.ts';
import { kernelOf, routeOf } from './scene.ts';
import type { Scene, Visit } from './scene.ts';

/** One of the two parties that has not got its own address; null if it has, or does not run. */
export function addressMissing(scene: Scene, name: string): Finding | null {
  const { from, to } = scene.parties;
  const party = [from, to].find((each) => each.name === name);
  const kernel = scene.observation.nodes[name]?.kernel ?? null;
  if (party === undefined || kernel === null) return null;
  const address = party.host?.address ?? party.address;
  const all = addressesOf(kernel).filter((each) => isIpv6(each.address) === isIpv6(address));
  const show = showAddresses(address);
  if (all.some((each) => each.address === address)) return null;
  return {
    node: name,
    ...because('addressMissing', { node: name, address }),
    evidence: `${show} to ${address}: none; ${show}: ${all.map(addressText).join('; ') || 'none'}`,
    ...repairOf(scene.plan, name),
  };
}

/** What keeps a packet of a host's own from leaving: it has no address, or no route. */
export function cannotSend(scene: Scene, source: Party, destination: Party): Finding | null {
  const missing = addressMissing(scene, source.name);
  if (missing !== null) return missing;
  const { name } = source;
  const { address } = destination;
  const kernel = kernelOf(scene, name);
  const { dev, evidence } = lookUp(kernel, { source: source.address, destination: address, incoming: null });
  if (dev !== null) return null;
  const routes = routesOf(kernel).filter(({ table }) => table === 'main');
  return {
    node: name,
    ...because('hostRouteMissing', { node: name, address }),
    evidence: `${evidence}; ip route show: ${routes.map(({ text }) => text).join('; ') || 'none'}`,
    ...repairOf(scene.plan, name),
  };
}

/** A next hop that no one answers for, of what a node sent out and the node behind that link did not get. */
export function nextHopUnreachable(visit: Visit): Finding | null {
  const { scene, node } = visit;
  const { address } = visit.destination;
  const { via, evidence } = routeOf(visit);
  const nextHop = via ?? address;
  const neighbour = unansweredNeighbour(kernelOf(scene, node), nextHop);
  if (neighbour === null) return null;
  return {
    node,
    ...because('nextHopUnreachable', { node, address, nextHop }),
    evidence: `${evidence}; ip neigh show ${nextHop}: ${neighbour}`,
    ...repairOf(scene.plan, node),
  };
}

/**
 * What the plan gives a host's interfaces, as commands that also put right what is there and wrong. Nodes that forward
 * have more than that: their routes are not set from here.
 */
function repairOf({ nodes }: Plan, name: string): { readonly repair?: NodeCommand } {
  const node = nodes.find((each) => each.name === name);
  if (node === undefined || !['instance', 'onprem-host'].includes(node.role)) return {};
  const commands = node.interfaces.flatMap((each) => each.commands).flatMap(apply);
  return { repair: { node: name, command: commands.join(' && ') } };
}
