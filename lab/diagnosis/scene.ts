import type { Flow } from '../aws/flow.ts';
import type { Plan } from '../plan/types.ts';
import type { Lab } from '../topology/types.ts';
import type { HopPlace } from './hop.ts';
import { lookUp } from './kernel/lookup.ts';
import type { RouteAnswer } from './kernel/lookup.ts';
import type { KernelState, Observation } from './observation.ts';
import type { Parties, Party } from './parties.ts';
import type { Leg, Passage, Passages, Trace } from './trace.ts';

/** What a diagnosis is made from. */
export interface Scene {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly parties: Parties;
  /** What is sent, as security groups know it. */
  readonly flow: Flow;
  readonly observation: Observation;
  readonly trace: Trace;
  /** What became of IKE's test messages, by the names of the tunnels that they were sent for: for each try what was seen. */
  readonly ikeMessages: Readonly<Record<string, readonly Passages[]>>;
  /** The diagnosis puts in here the tunnels of which it would have known that, and did not. */
  readonly wanted: Set<string>;
}

/** The packet at one node of its way. */
export interface Visit {
  readonly scene: Scene;
  readonly leg: Leg;
  readonly node: string;
  readonly passage: Passage;
  readonly source: Party;
  readonly destination: Party;
}

/** A place in the explanation. */
export function placeOf({ leg, node }: Pick<Visit, 'leg' | 'node'>, subject: string): HopPlace {
  return { leg, node, subject };
}

const NOTHING_READ: KernelState = {
  links: [],
  addresses: [],
  rules: [],
  routes: [],
  neighbours: [],
  vrfs: [],
  states: [],
  policies: [],
  refusals: [],
  ruleset: [],
  sysctls: [],
};

/** What a node's kernel decides by; nothing of one that could not be read. */
export function kernelOf({ observation }: Pick<Scene, 'observation'>, node: string): KernelState {
  return observation.nodes[node]?.kernel ?? NOTHING_READ;
}

/** What the engine says of a node that does not run; null if it runs. */
export function downOf({ observation }: Pick<Scene, 'observation'>, node: string): string | null {
  return observation.nodes[node]?.down ?? null;
}

/** Where the node's kernel sends the packet. */
export function routeOf({ scene, node, passage, source, destination }: Visit): RouteAnswer {
  return lookUp(kernelOf(scene, node), {
    source: source.address,
    destination: destination.address,
    incoming: passage.in,
  });
}
