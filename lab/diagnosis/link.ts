import { because } from '../causes/catalogue.ts';
import { portsOf } from '../topology/graph/links.ts';
import type { LinkEnd } from '../topology/graph/links.ts';
import type { Finding } from './hop.ts';
import { switchNamed } from './lan-switch.ts';
import { interfaceState } from './kernel/interfaces.ts';
import { downOf, kernelOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Whether a node does not run. */
export function deadNode(scene: Scene, node: string): Finding | null {
  const state = downOf(scene, node);
  if (state === null) return null;
  return {
    node,
    ...because('nodeNotRunning', { node }),
    evidence: `container of ${node}: ${state}`,
  };
}

/**
 * What is wrong with the link between two nodes, or with those to the switch of their LAN, a dead node at its far end first; null
 * if nothing, or no such link.
 */
export function brokenLink(scene: Scene, node: string, neighbour: string): Finding | null {
  const dead = deadNode(scene, neighbour);
  if (dead !== null) return dead;
  const lan = commonSwitch(scene, node, neighbour);
  if (lan !== null) return brokenLink(scene, node, lan) ?? brokenLink(scene, lan, neighbour);
  const link = scene.plan.links.find(({ ends }) =>
    [node, neighbour].every((name) => ends.some((end) => end.node === name)),
  );
  const down = link === undefined ? null : downEnd(scene, link.ends);
  return down === null ? null : { ...down, node };
}

/** The switch that two nodes have a link to; null if they have none. */
function commonSwitch({ lab }: Scene, node: string, other: string): string | null {
  const ofNode = portsOf(lab, node).map(({ neighbour }) => neighbour.node);
  const common = portsOf(lab, other).find(({ neighbour }) => ofNode.includes(neighbour.node))?.neighbour.node;
  return common !== undefined && switchNamed(lab, common) !== null ? common : null;
}

function downEnd(scene: Scene, ends: readonly LinkEnd[]): Finding | null {
  const states = ends.map((end) => ({
    ...end,
    state: interfaceState(kernelOf(scene, end.node), end.interface),
  }));
  if (states.every(({ state }) => state === 'up')) return null;
  const missing = states.find(({ state }) => state === 'missing');
  const down = states.find(({ state }) => state === 'down') ?? states.find(({ state }) => state !== 'up')!;
  const [one = '', other = ''] = ends.map((end) => end.node);
  const evidence = states.map((end) => `${end.interface} of ${end.node}: ${end.state}`).join(', ');
  return missing === undefined
    ? { ...because('linkDown', { one, other, node: down.node, interface: down.interface }), evidence }
    : {
        ...because('linkMissing', { one, other, node: missing.node, interface: missing.interface }),
        evidence,
      };
}
