import { because } from '../../causes/catalogue.ts';
import { cannotSend } from './host-trouble.ts';
import { brokenLink, deadNode } from './link.ts';
import { stopped, unexplained } from './live-explanation.ts';
import type { Hop, Leg } from './live-explanation.ts';
import { printed } from './live-node.ts';
import { placeOf } from './visit.ts';
import type { Scene, Visit } from './visit.ts';

/** The sender of a leg sent nothing that its own packet filter would have seen. */
export async function notSent(scene: Scene, leg: Leg, node: string): Promise<Hop> {
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
    ...because('noAnswer', { node }),
    evidence: `nothing was seen leaving ${node}`,
  });
}

/** A node on the way took the packet for its own. */
export async function deliveredElsewhere(visit: Visit): Promise<Hop> {
  const { scene, node, destination } = visit;
  const command = `ip -o -4 address show to ${destination.address}`;
  const holders = await printed(scene.lab, node, command);
  const [, device, address] = /^\d+: (\S+) +inet (\S+)/.exec(holders) ?? [];
  return stopped(placeOf(visit, `address ${destination.address}`), {
    ...because('addressElsewhere', { node, address: destination.address, host: destination.name }),
    evidence: `${command}: ${holders.replaceAll(/\s+/g, ' ') || 'none'}`,
    ...(device === undefined || address === undefined
      ? {}
      : { repair: { node, command: `ip address del ${address} dev ${device}` } }),
  });
}
