import { because } from '../../causes/catalogue.ts';
import type { LinkEnd } from '../../topology/graph/links.ts';
import type { Finding } from './live-explanation.ts';
import { interfaceState } from './live-node.ts';
import type { Scene } from './visit.ts';

/** Whether a node does not run. */
export function deadNode({ dead }: Scene, node: string): Finding | null {
  const state = dead.get(node);
  if (state === undefined) return null;
  return {
    node,
    ...because('nodeNotRunning', { node }),
    evidence: `container of ${node}: ${state}`,
  };
}

/** What is wrong with the link between two nodes, a dead node at its far end first; null if nothing, or no such link. */
export async function brokenLink(scene: Scene, node: string, neighbour: string): Promise<Finding | null> {
  const dead = deadNode(scene, neighbour);
  if (dead !== null) return dead;
  const link = scene.lab.plan.links.find(({ ends }) =>
    [node, neighbour].every((name) => ends.some((end) => end.node === name)),
  );
  const down = link === undefined ? null : await downEnd(scene, link.ends);
  return down === null ? null : { ...down, node };
}

async function downEnd({ lab }: Scene, ends: readonly LinkEnd[]): Promise<Finding | null> {
  const states = await Promise.all(
    ends.map(async (end) => ({ ...end, state: await interfaceState(lab, end.node, end.interface) })),
  );
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
