import type { NodeState, StartedLab } from '../engine/started-lab.ts';
import { nodeOf } from '../topology/graph/nodes.ts';
import type { NodeRole } from '../topology/graph/nodes.ts';
import { FABRIC } from '../topology/names.ts';

/** A node of a running lab, as it is shown. */
export interface NodeView {
  readonly name: string;
  readonly role: NodeRole | typeof FABRIC;
  readonly addresses: readonly string[];
  readonly running: boolean;
  /** `running`, or how its container ended, e.g. `exited (137) 3 seconds ago`. */
  readonly state: string;
}

/** Every node of a running lab, the fabric last. */
export async function nodeViews(running: StartedLab): Promise<NodeView[]> {
  const { definition: lab, plan } = running;
  const states = await running.nodeStates();
  return [...plan.nodes, { name: FABRIC, role: FABRIC } as const].map(({ name, role }) => {
    const state = states.get(name);
    return {
      name,
      role,
      addresses: role === FABRIC ? [] : nodeOf(lab, name).addresses,
      running: state?.running ?? false,
      state: inWords(state),
    };
  });
}

function inWords(state?: NodeState): string {
  if (state === undefined) return 'missing';
  const { running, status } = state;
  return running ? 'running' : status.charAt(0).toLowerCase() + status.slice(1);
}
