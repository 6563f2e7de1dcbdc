import { because } from '../../causes/catalogue.ts';
import { apply } from '../../plan/commands/ip.ts';
import type { Plan } from '../../plan/types.ts';
import type { Finding, NodeCommand } from './live-explanation.ts';
import { printed, routeOf } from './live-node.ts';
import type { Party } from './parties.ts';
import type { Scene } from './visit.ts';

/** One of the two parties that has not got its own address; null if it has, or does not run. */
export async function addressMissing(
  { lab, dead, parties: { from, to } }: Scene,
  name: string,
): Promise<Finding | null> {
  const party = [from, to].find((each) => each.name === name);
  if (party === undefined || dead.has(name)) return null;
  const { address } = party;
  const command = `ip -br -4 address show to ${address}`;
  const holders = await printed(lab, name, command);
  if (holders !== '') return null;
  const all = await printed(lab, name, 'ip -br -4 address show scope global');
  return {
    node: name,
    ...because('addressMissing', { node: name, address }),
    evidence: `${command}: none; ip -br -4 address show scope global: ${oneLine(all) || 'none'}`,
    ...repairOf(lab.plan, name),
  };
}

/** What keeps a packet of a host's own from leaving: it has no address, or no route. */
export async function cannotSend(scene: Scene, source: Party, destination: Party): Promise<Finding | null> {
  const missing = await addressMissing(scene, source.name);
  if (missing !== null) return missing;
  const { name } = source;
  const { dev, evidence } = await routeOf(scene.lab, name, source.address, destination.address, null);
  if (dev !== null) return null;
  const table = await printed(scene.lab, name, 'ip route show');
  return {
    node: name,
    ...because('hostRouteMissing', { node: name, address: destination.address }),
    evidence: `${evidence}; ip route show: ${oneLine(table) || 'none'}`,
    ...repairOf(scene.lab.plan, name),
  };
}

const UNANSWERED = /\b(?:FAILED|INCOMPLETE)\b/;

/** A next hop that no one answers for, of what a node sent out and the node behind that link did not get. */
export async function nextHopUnreachable(
  { lab }: Scene,
  node: string,
  source: Party,
  destination: Party,
  incoming: string | null,
): Promise<Finding | null> {
  const { evidence } = await routeOf(lab, node, source.address, destination.address, incoming);
  const { address } = destination;
  const nextHop = /\bvia (\S+)/.exec(evidence)?.[1] ?? address;
  const neighbour = oneLine(await printed(lab, node, `ip neigh show ${nextHop}`));
  if (!UNANSWERED.test(neighbour)) return null;
  return {
    node,
    ...because('nextHopUnreachable', { node, address, nextHop }),
    evidence: `${evidence}; ip neigh show ${nextHop}: ${neighbour}`,
    ...repairOf(lab.plan, node),
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

const oneLine = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, '; ')
    .replaceAll(/\s+/g, ' ')
    .trim();
