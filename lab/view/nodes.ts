import { labContainers } from '../engine/containers.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import type { NodeRole } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import { nodeAddresses } from './node-addresses.ts';

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
export async function nodeViews({ docker, name, definition: lab, plan }: StartedLab): Promise<NodeView[]> {
  const containers = await labContainers(docker, name);
  const addresses = nodeAddresses(lab);
  return [...plan.nodes, { name: FABRIC, role: FABRIC } as const].map(({ name: node, role }) => {
    const container = containers.find(({ Labels }) => Labels[NODE_LABEL] === node);
    return {
      name: node,
      role,
      addresses: addresses.get(node) ?? [],
      running: container?.State === 'running',
      state: nodeState(container),
    };
  });
}

/** @param container as the engine lists it: `State` is a word, `Status` a phrase. */
function nodeState(container?: { readonly State: string; readonly Status: string }): string {
  if (container === undefined) return 'missing';
  const { State, Status } = container;
  return State === 'running' ? State : Status.charAt(0).toLowerCase() + Status.slice(1);
}
