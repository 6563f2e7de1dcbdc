import type { Flow } from '../../aws/flow.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import type { HopPlace, Leg } from './live-explanation.ts';
import type { Parties, Party } from './parties.ts';
import type { TracedProbe } from './probe.ts';
import type { Passage } from './trace-text.ts';

/** What an explanation is made from. */
export interface Scene {
  readonly lab: StartedLab;
  readonly parties: Parties;
  /** What is sent, as security groups know it. */
  readonly flow: Flow;
  readonly probe: TracedProbe;
  /** The nodes that do not run, each with what the engine says of it, e.g. `exited (137) 3 seconds ago`. */
  readonly dead: ReadonlyMap<string, string>;
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
