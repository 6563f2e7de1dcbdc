import type { KernelState, NodeObservation } from '../../../lab/diagnosis/observation.ts';
import type { Scene, Visit } from '../../../lab/diagnosis/scene.ts';
import type { Passage } from '../../../lab/diagnosis/trace.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { kernelWith } from './fixtures.ts';

/** What is known of nodes: parts of what was observed. */
export type Seen = Readonly<
  Record<string, Partial<Omit<NodeObservation, 'kernel'>> & { readonly kernel?: Partial<KernelState> }>
>;

/** The scene of a lab of which only this was observed. */
export function sceneOfSeen(lab: Lab, seen: Seen): Scene {
  const nodes = Object.entries(seen).map(([name, { kernel, ...node }]) => [
    name,
    { down: null, daemons: {}, ikeLog: [], ...node, kernel: kernelWith(kernel ?? {}) },
  ]);
  const observation = { dataplane: 'userspace', nodes: Object.fromEntries(nodes) as object };
  return { lab, plan: planLab(lab, 'userspace'), observation, wanted: new Set() } as unknown as Scene;
}

/** A packet from one host to another at a node of a lab of which only this was observed. */
export function visitAtNode(
  lab: Lab,
  node: string,
  seen: Seen,
  passage: Partial<Passage>,
  [source, destination]: readonly [{ name: string; address: string }, { name: string; address: string }],
): Visit {
  const packet = `ip saddr ${source.address} ip daddr ${destination.address}`;
  return {
    scene: sceneOfSeen(lab, seen),
    leg: 'forward',
    node,
    source,
    destination,
    passage: {
      packet,
      leaving: packet,
      in: null,
      out: null,
      fate: 'stopped',
      drop: null,
      accepts: [],
      ...passage,
    },
  } as unknown as Visit;
}

/** A link of a node as its kernel has it. */
export const linkOf = (name: string, state: 'UP' | 'DOWN' = 'UP'): string =>
  `2: ${name}@if3: <BROADCAST,MULTICAST${state === 'UP' ? ',UP,LOWER_UP' : ''}> mtu 1500 qdisc noqueue state ${state}`;
