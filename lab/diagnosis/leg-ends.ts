import { hosts } from '../aws/hosts.ts';
import { because } from '../causes/catalogue.ts';
import { stopped, unexplained } from './hop.ts';
import type { Finding, Hop } from './hop.ts';
import { cannotSend } from './host-trouble.ts';
import { addressText, addressesOf, showAddresses } from './kernel/interfaces.ts';
import { brokenLink, deadNode } from './link.ts';
import { kernelOf, placeOf } from './scene.ts';
import type { Scene, Visit } from './scene.ts';
import { isAnswered } from './trace.ts';
import type { Leg } from './trace.ts';
import { tunnelDown } from './tunnel/down.ts';
import { ikeSides } from './tunnel/ike-side.ts';

/** The sender of a leg sent nothing that its own packet filter would have seen. */
export function notSent(scene: Scene, leg: Leg, node: string): Hop {
  const answer = leg === 'return';
  const place = { leg, node, subject: `${answer ? 'answer' : 'request'} of ${node}` };
  const { plan } = scene;
  const { from, to } = scene.parties;
  const dead = deadNode(scene, node);
  if (dead !== null) return stopped(place, dead);
  if (answer && isAnswered(scene.trace)) {
    return unexplained(place, `an answer came, and was not seen leaving ${node}`, scene.trace.output);
  }
  const neighbours = plan.links.flatMap(({ ends }) =>
    ends.some((end) => end.node === node) ? ends.filter((end) => end.node !== node) : [],
  );
  for (const neighbour of neighbours) {
    const broken = brokenLink(scene, node, neighbour.node);
    if (broken !== null) return stopped(place, broken);
  }
  const down = insideDown(scene);
  if (down !== null) return stopped(place, down);
  const own = answer ? cannotSend(scene, to, from) : cannotSend(scene, from, to);
  if (own !== null) return stopped(place, own);
  if (!answer) return unexplained(place, `${node} sent nothing`, scene.trace.output);
  return stopped(place, {
    ...because('noAnswer', { node }),
    evidence: `nothing was seen leaving ${node}`,
  });
}

/** Between the inside addresses of a tunnel: it is down, and with it, at many routers, the interface that has the address. */
function insideDown(scene: Scene): Finding | null {
  const { inside } = scene.parties;
  return inside === null ? null : tunnelDown(scene, inside, ikeSides(scene, inside));
}

/** A node on the way took the packet for its own. */
export function deliveredElsewhere(visit: Visit): Hop {
  const { scene, node, destination } = visit;
  const { address } = destination;
  const planned = hosts(scene.lab).some((host) => host.name === node && host.address === address);
  const holder = addressesOf(kernelOf(scene, node)).find((each) => each.address === address);
  return stopped(placeOf(visit, `address ${address}`), {
    ...because(planned ? 'addressShared' : 'addressElsewhere', { node, address, host: destination.name }),
    evidence: `${showAddresses(address)} to ${address}: ${holder === undefined ? 'none' : addressText(holder)}`,
    ...(holder === undefined || planned
      ? {}
      : { repair: { node, command: `ip address del ${holder.prefix} dev ${holder.interface}` } }),
  });
}
